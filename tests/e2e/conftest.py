"""A real sshd on 127.0.0.1, and terminals to log in from."""

from __future__ import annotations

import getpass
import os
import socket
import subprocess
import sys
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
def ssh_command(tmp_path: Path, needs: Needs) -> Iterator[list[str]]:
    """Start an sshd with keys made for this test; return the ssh command that logs in."""
    sshd, keygen, ssh = needs("sshd"), needs("ssh-keygen"), needs("ssh")
    folder = tmp_path / "ssh"
    folder.mkdir(mode=0o700)
    for key in ("host", "user"):
        made = [keygen, "-q", "-t", "ed25519", "-N", "", "-f", str(folder / key)]
        subprocess.run(made, check=True)
    port = _free_port()
    config = folder / "config"
    config.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\n"
        f"AuthorizedKeysFile {folder}/user.pub\nPidFile {folder}/pid\n"
        "StrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin yes\n"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    with subprocess.Popen([sshd, "-D", "-e", "-f", str(config)], stderr=subprocess.PIPE) as server:
        assert server.stderr is not None
        said = b""
        while b"Server listening" not in said:
            line = server.stderr.readline()
            assert line, f"sshd did not start: {said.decode()}"
            said += line
        options = (
            "BatchMode=yes",
            "StrictHostKeyChecking=no",
            f"UserKnownHostsFile={folder}/known",
        )
        set_options = [word for option in options for word in ("-o", option)]
        where = ["-p", str(port), "-i", f"{folder}/user", f"{getpass.getuser()}@127.0.0.1"]
        yield [ssh, "-q", "-tt", *set_options, *where]
        server.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
