"""A bare Debian machine of the tests' own: commands run in it as they are written.

It sees this machine's files and keeps what it writes to itself, in memory. It has processes, users,
ports and services of its own and no network. All of it goes away with its first process.
"""

import os
import subprocess
import sysconfig
import tempfile
from pathlib import Path

from tests.tools import ROOT

STAND_INS = Path(__file__).parent / "stand_ins"
_PACKAGES = sysconfig.get_path("purelib")
_INDEX = "/opt/package-index"  # in the machine; services do not see its /tmp, where we may stand

# What a machine that was just installed has, on whatever machine the test runs.
_BEGIN = r"""
set -e
mount -t tmpfs -o size=1500m none {folder}
mkdir {folder}/upper {folder}/copy {folder}/root
mount -t overlay overlay -o lowerdir=/,upperdir={folder}/upper,workdir={folder}/copy {folder}/root
cd {folder}/root
mount -t proc proc proc
mount --rbind /dev dev
mount --make-rprivate dev
mount -t tmpfs none dev/shm
mount -t tmpfs none run
chmod 1777 dev/shm
mkdir -p .{code} .{index}
mount --bind {code} .{code}
mount -o remount,bind,ro .{code}
mount --bind {packages} .{index}
mount -o remount,bind,ro .{index}
touch {mark}
ip link set lo up
read first rest < /proc/self/stat
exec chroot . sh -c "echo $first; exec sleep infinity"
"""
_FURNISH = r"""
set -e
install -d /run/lock
install -d -o postgres -g postgres -m 2775 /run/postgresql
rm -rf /srv /etc/postgresql /var/lib/postgresql /etc/nginx/sites-enabled /etc/systemd/system/midad*
install -d /srv /etc/nginx/sites-enabled
ln -s /etc/nginx/sites-available/default /etc/nginx/sites-enabled/default
userdel midad 2>/dev/null || true
LC_ALL=C pg_createcluster --port 5432 {postgres} main >/dev/null
printf '127.0.0.1 localhost mail.paper.example\n' > /etc/hosts
printf 'APT::Get::Upgrade "false";\nAcquire::Retries "0";\n' > /etc/apt/apt.conf.d/99-test
install -m 755 {stand_ins}/systemctl.py /usr/local/bin/systemctl
nohup python3 {stand_ins}/mail_server.py >/var/log/mails 2>&1 </dev/null &
"""


# PYTHONPATH is the package index: what the lock file asks for is found there, and so is there.
_ENVIRONMENT = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/root",
    "LANG": "C.UTF-8",
    "DEBIAN_FRONTEND": "noninteractive",
    "PYTHONPATH": _INDEX,
}


class Machine:
    """The machine, from ``start`` to ``stop``."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="midad-machine-"))
        self._process: subprocess.Popen[str] | None = None
        self._first = ""

    def start(self) -> None:
        """Make the machine and bring the release to root's folder."""
        kinds = ["--mount", "--net", "--ipc", "--uts", "--pid", "--fork", "--kill-child"]
        places = {"code": ROOT, "packages": _PACKAGES, "index": _INDEX, "folder": self._folder}
        script = _BEGIN.format(**places, mark=self._folder.name)
        self._process = subprocess.Popen(
            ["unshare", *kinds, "bash", "-c", script], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout
        self._first = self._process.stdout.readline().strip()
        version = max(int(path.name) for path in Path("/usr/lib/postgresql").iterdir())
        self.run(_FURNISH.format(stand_ins=STAND_INS, postgres=version)).check_returncode()
        self.run("cat > midad.tar.gz", given=release()).check_returncode()

    def stop(self) -> None:
        """End its first process, and with it everything."""
        if self._process:
            self._process.kill()
            self._process.communicate(timeout=20)
        self._folder.rmdir()

    def run(self, script: str, *, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run ``script`` as root in root's folder, in a shell that ends at the first fault."""
        assert int(self._first) > 1
        where = ["nsenter", "--target", self._first, "--mount", "--net", "--ipc", "--uts", "--pid"]
        # The mark stands at this machine's root and nowhere else: elsewhere nothing is run.
        begin = f"[ -e /{self._folder.name} ] || exit 99\ncd /root\n"
        return subprocess.run(
            [*where, "--root", "--wd", "bash", "-euo", "pipefail", "-c", begin + script],
            env=_ENVIRONMENT,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=180,
        )


def release() -> bytes:
    """Return the release's archive: what git keeps, as it stands on the disk."""
    kept = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(kept, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    pack = ["tar", "--create", "--gzip", "--null", "--files-from=-", "--transform=s,^,midad/,"]
    there = b"\0".join(
        name for name in names.split(b"\0") if name and (ROOT / os.fsdecode(name)).exists()
    )
    return subprocess.run(pack, cwd=ROOT, input=there, stdout=subprocess.PIPE, check=True).stdout
