"""An engineer who follows docs/operations.md on a bare Debian machine has a running paper.

Every ``sh`` block is run as it is written, in its order, by root, in a machine of the test's own
(``machine.py``). What stands in there for what a machine has and a test has not:

- systemd, which is not the first process: ``stand_ins/systemctl.py`` starts the units' commands
  with their user, environment and folders; ``enable`` and ``verify`` are systemd's own;
- the network: Debian's packages are installed already, so ``apt-get install`` finds them there;
  Python's are found in this environment, the release's archive in root's folder;
- the mail server: ``stand_ins/mail_server.py``.
"""

import re
from collections.abc import Iterator

import pytest

from tests.deploy.machine import Machine
from tests.tools import OF_A_PAPER, ROOT

pytestmark = pytest.mark.machine
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.M | re.S)
DOCUMENT = (ROOT / "docs" / "operations.md").read_text()
READER = (
    "curl --silent --show-error --cacert /etc/ssl/paper/fullchain.pem"
    " --resolve paper.example:443:127.0.0.1"
)
ADDRESSES = {  # as this machine is answered, which is not of the newsroom's network
    "/feeds/rss.xml": "200",
    "/nothing/": "404",
    "/healthz": "200",
    "/report/2222222/": "404",
    "/newsroom/login/": "403",
    "/metrics": "403",
}


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    machine = Machine()
    try:
        machine.start()
        yield machine
    finally:
        machine.stop()


def said(machine: Machine, script: str) -> str:
    done = machine.run(script)
    assert done.returncode == 0, f"{script}\n{done.stdout.decode()}"
    return done.stdout.decode()


def test_every_command_makes_and_keeps_a_running_paper(machine):
    before, after = DOCUMENT.split("## Settings\n")
    for block in BLOCK.findall(before):
        said(machine, block)
    is_a_running_paper(machine)
    for block in BLOCK.findall(after):
        said(machine, block)
    is_a_running_paper(machine)
    said(machine, "midad doctor")


def is_a_running_paper(machine: Machine) -> None:
    """Check what the document promises, as an editor, a reader and a stranger see it."""
    editor = "-H 'Host: paper.example' -H 'X-Forwarded-Proto: https'"
    patient = "curl --fail --silent --retry 30 --retry-delay 1 --retry-connrefused"
    page = said(machine, f"{patient} {editor} http://127.0.0.1:8001/newsroom/login/")
    assert 'name="csrfmiddlewaretoken"' in page
    assert "اسم الجريدة" in said(machine, f"{READER} --fail https://paper.example/")
    found = {path: status(machine, path) for path in ADDRESSES}
    assert found == ADDRESSES
    token = '-H "Authorization: Bearer $(sed -n s/^MIDAD_METRICS_TOKEN=//p /srv/paper/paper.env)"'
    assert "midad_database_up 1" in said(machine, f"{READER} {token} https://paper.example/metrics")
    # Nobody but root reads its secrets, and the paper cannot change its program.
    for who in ("www-data", "midad"):
        assert machine.run(f"runuser -u {who} -- cat /srv/paper/paper.env").returncode
    assert machine.run("runuser -u midad -- touch /srv/midad/src/x").returncode


def status(machine: Machine, path: str) -> str:
    ask = f"{READER} --output /dev/null --write-out '%{{http_code}}' https://paper.example{path}"
    return said(machine, ask)


def test_its_packages_are_those_that_a_test_machine_has():
    installed = re.search(r"apt-get install -y --no-install-recommends (.+)", DOCUMENT)
    asked = re.search(r"^for package in (.+); do$", (ROOT / ".ci" / "run").read_text(), re.M)
    assert installed and asked
    assert set(installed[1].split()) == set(asked[1].split()) == set(OF_A_PAPER)


def test_there_is_something_to_run():
    before, after = DOCUMENT.split("## Settings\n")
    assert (len(BLOCK.findall(before)), len(BLOCK.findall(after))) == (9, 6)
