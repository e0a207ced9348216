"""``python -m lint``: hold every tracked text file against the house's own rules."""

import subprocess
import sys
from pathlib import Path

from lint.rules import rules_for

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Print every finding; fail when there is one."""
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout
    findings = 0
    for name in tracked.decode().split("\0"):
        path = Path(name)
        if not name or not (ROOT / path).is_file():
            continue
        try:
            text = (ROOT / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for rule in rules_for(path):
            for number, words in rule(text):
                findings += 1
                print(f"{name}:{number}: {words}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
