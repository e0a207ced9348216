#!/usr/bin/python3
"""``systemctl`` where no systemd runs: it starts what a unit says, as the unit says it.

``enable`` is systemd's own. A service gets the unit's user, environment, working directory, umask
and arguments, no capabilities, and a file system that can be written where the unit allows it.
"""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

FOLDERS = [Path("/etc/systemd/system"), Path("/lib/systemd/system")]
RUNNING = Path("/run/stand-in")
LOG = Path("/var/log/stand-in")


class Unit:
    def __init__(self, name: str) -> None:
        self.name = name if "." in name else f"{name}.service"
        stem, _, ending = self.name.rpartition(".")
        self.template, _, self.instance = stem.partition("@")
        file = f"{self.template}@.{ending}" if self.instance else self.name
        path = next(folder / file for folder in FOLDERS if (folder / file).exists())
        lines = path.read_text().splitlines()
        self.lines = [line.partition("=")[::2] for line in lines if re.match(r"\w+=", line)]

    def all(self, key: str) -> list[str]:
        return [value for name, value in self.lines if name == key]

    def get(self, key: str, default: str = "") -> str:
        return ([default, *self.all(key)])[-1]

    def words(self, line: str) -> list[str]:
        line = line.replace("%i", self.instance).replace("%%", "%")
        return shlex.split(line.lstrip("-"))


def main(act: str, *words: str) -> None:
    names = [word for word in words if not word.startswith("-")]
    RUNNING.mkdir(exist_ok=True)
    if act == "daemon-reload":
        units = [str(path) for path in FOLDERS[0].glob("midad*") if path.is_file()]
        subprocess.run(["systemd-analyze", "verify", "--man=no", *units], check=True)
        return
    if act == "enable":
        subprocess.run(["/usr/bin/systemctl", "enable", *names], check=True)
        act = "start" if "--now" in words else ""
    for name in names:
        if act in {"stop", "restart"}:
            stop(name)
        if act in {"start", "restart"}:
            start(name)
        if act == "reload":
            subprocess.run(Unit(name).words(Unit(name).get("ExecReload")), check=True)


def start(name: str) -> None:
    if name == "postgresql":  # systemd makes its unit when the machine starts
        version = next(Path("/etc/postgresql").iterdir()).name
        subprocess.run(["pg_ctlcluster", version, "main", "start"], check=True)
        return
    unit = Unit(name)
    added = [link.name for link in (FOLDERS[0] / f"{unit.name}.wants").glob("*")]
    for wanted in [*" ".join(unit.all("Wants")).split(), *added]:
        if wanted.endswith(".service") and unit.name.endswith(".target"):
            start(wanted)
    if not unit.name.endswith(".service"):
        return
    for line in [*unit.all("ExecStartPre"), unit.get("ExecStart"), *unit.all("ExecStartPost")]:
        run(
            unit,
            line,
            waits=line != unit.get("ExecStart") or unit.get("Type") in {"oneshot", "forking"},
        )


def run(unit: Unit, line: str, *, waits: bool) -> None:
    command = unit.words(line)
    environment = {name: os.environ[name] for name in ("PATH", "LANG", "PYTHONPATH")}
    for path in unit.all("EnvironmentFile"):
        environment |= dict(
            line.split("=", 1) for line in Path(path).read_text().splitlines() if "=" in line
        )
    if unit.get("User"):
        command = confined(unit, command)
    with LOG.open("a") as log:
        process = subprocess.Popen(
            command,
            env=environment,
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            cwd=unit.get("WorkingDirectory", "/"),
            start_new_session=True,
        )
    if waits:
        if process.wait(120):
            sys.exit(f"{unit.name}: {command} ended with {process.returncode}\n{LOG.read_text()}")
    else:
        (RUNNING / unit.name).write_text(str(process.pid))
        time.sleep(0.2)
        if process.poll() is not None:
            sys.exit(f"{unit.name} ended at once\n{LOG.read_text()}")


def confined(unit: Unit, command: list[str]) -> list[str]:
    """Return ``command`` as the unit's user, who can write in the unit's places alone."""
    places = " ".join(unit.get("ReadWritePaths").split())
    script = f"""set -e
        for place in {places}; do mount --bind $place $place; done
        mount -o remount,bind,ro /
        mount -t tmpfs -o mode=1777 none /tmp
        umask {unit.get("UMask", "0022")}
        exec "$@" """
    user = unit.get("User")
    who = ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups"]
    who += ["--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--"]
    return ["unshare", "--mount", "bash", "-c", script, unit.name, *who, *command]


def stop(name: str) -> None:
    template = name.partition(".")[0]
    units = RUNNING.iterdir() if name.endswith(".target") else [RUNNING / Unit(name).name]
    for file in [unit for unit in units if unit.exists() and unit.name.startswith(template)]:
        pid = int(file.read_text())
        os.kill(pid, signal.SIGTERM)
        until = time.monotonic() + 20
        while Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes():
            if time.monotonic() > until:
                sys.exit(f"{file.name} does not end")
            time.sleep(0.05)
        file.unlink()


if __name__ == "__main__":
    main(*sys.argv[1:])
