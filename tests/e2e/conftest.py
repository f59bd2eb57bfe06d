"""A real sshd on 127.0.0.1, and terminals to log in from."""

from __future__ import annotations

import getpass
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.conftest import Needs
from tests.e2e.terminal import Terminal

OpenTerminal = Callable[..., Terminal]
"""Opens the dashboard, or another command, in a terminal; it is closed when the test ends."""


def program_environment() -> dict[str, str]:
    """Return the environment of a person at a terminal."""
    return {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}


@pytest.fixture
def open_terminal() -> Iterator[OpenTerminal]:
    """Return what opens a terminal on `partnertui ARGS...`."""
    opened: list[Terminal] = []

    def open_one(
        *args: str | Path, size: tuple[int, int] = (24, 80), env: Mapping[str, str] | None = None
    ) -> Terminal:
        command = [sys.executable, "-m", "tuiapp", *map(str, args)]
        opened.append(Terminal(command, {**program_environment(), **(env or {})}, size))
        return opened[-1]

    yield open_one
    for terminal in opened:
        terminal.close()


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """Return a folder for sockets: the system takes no path of one beyond 107 characters."""
    with tempfile.TemporaryDirectory(prefix="partnertui-", dir="/tmp") as folder:
        yield Path(folder)


@pytest.fixture
def ssh_command(tmp_path: Path, needs: Needs) -> Iterator[list[str]]:
    """Start an sshd with keys made for this test; return the ssh command that logs in."""
    sshd, keygen, ssh = needs("sshd"), needs("ssh-keygen"), needs("ssh")
    folder = tmp_path / "ssh"
    folder.mkdir(mode=0o700)
    for key in ("host", "user"):
        made = [keygen, "-q", "-t", "ed25519", "-N", "", "-f", str(folder / key)]
        subprocess.run(made, check=True)
    config = folder / "config"
    config.write_text(
        f"ListenAddress 127.0.0.1\nHostKey {folder}/host\n"
        f"AuthorizedKeysFile {folder}/user.pub\nPidFile {folder}/pid\n"
        "StrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin yes\n"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    server, port = _start(sshd, config)
    options = (
        "BatchMode=yes",
        "StrictHostKeyChecking=no",
        f"UserKnownHostsFile={folder}/known",
    )
    set_options = [word for option in options for word in ("-o", option)]
    where = ["-p", str(port), "-i", f"{folder}/user", f"{getpass.getuser()}@127.0.0.1"]
    with server:
        yield [ssh, "-q", "-tt", *set_options, *where]
        server.terminate()


def _start(sshd: str, config: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Return a server that listens, and its port: a free one may be taken by others meanwhile."""
    said = b""
    for _ in range(10):
        port = _free_port()
        command = [sshd, "-D", "-e", "-p", str(port), "-f", str(config)]
        server = subprocess.Popen(command, stderr=subprocess.PIPE)
        assert server.stderr is not None
        for line in server.stderr:
            said += line
            if b"Server listening" in line:
                return server, port
        server.wait()
    pytest.fail(f"sshd did not start: {said.decode()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
