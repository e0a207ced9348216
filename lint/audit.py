"""``make audit``: ask an index of advisories whether a package we pin is known to be unsafe.

Needs a way out to such an index; where none answers, that is said and nothing is claimed.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NO_ANSWER = 75  # EX_TEMPFAIL of sysexits.h
_SIGNS_OF_NO_ANSWER = ("ConnectionError", "Max retries exceeded", "ServiceError", "Timeout")


def audit(requirements: Path) -> int:
    """Return 0 when nothing is known against the packages, 1 when something is, or NO_ANSWER."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes"]
    command += ["--progress-spinner", "off", "-r", str(requirements)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = done.stdout + done.stderr
    unknown = told.count("could not be audited")
    if unknown or (done.returncode and any(sign in told for sign in _SIGNS_OF_NO_ANSWER)):
        print(f"{requirements.name}: no index of advisories answers here ({unknown} not known)")
        return NO_ANSWER
    print(told.strip())
    return done.returncode


if __name__ == "__main__":
    sys.exit(max(audit(ROOT / "requirements" / f"{name}.txt") for name in ("run", "dev")))
