"""One family of errors: what happened, where, and what to do next.

Raised by domain, store, content, exchange and settings; turned once, at each edge, into a
message on screen or one line on stderr with the class's exit code.
"""

from __future__ import annotations

from typing import ClassVar


class PartnerTuiError(Exception):
    """An expected failure, told in words an officer can act on.

    Attributes:
        title: What happened, in a few words.
        message: What exactly, and where; one or two sentences.
        hint: What to do next; may be empty.
        exit_code: What the command line ends with.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, title: str, message: str, hint: str = "") -> None:
        super().__init__(title, message, hint)
        self.title = title
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return " ".join(part for part in (f"{self.title}:", self.message, self.hint) if part)


class InputRefused(PartnerTuiError):
    """Something typed or read in cannot be used: an unknown name, a value out of range."""


class NoTerminal(PartnerTuiError):
    """There is no terminal here that the dashboard can draw on."""


class RegisterUnreadable(PartnerTuiError):
    """The register is missing, damaged, no register at all, or of a newer format."""

    exit_code = 3


class RegisterDamaged(RegisterUnreadable):
    """There is a file, but what it holds is no register, or not one any more.

    Attributes:
        name: The file.
        what: What is wrong with it, to follow its name: "it is empty".
    """

    def __init__(self, name: str, what: str, hint: str) -> None:
        super().__init__("Not a sound register", f"{name} cannot be used: {what}.", hint)
        self.name = name
        self.what = what


class RegisterBusy(PartnerTuiError):
    """Somebody else held the register's lock for the whole wait.

    Attributes:
        holder: Who holds it; "" if that is not known.
    """

    exit_code = 4

    def __init__(self, title: str, message: str, hint: str, holder: str = "") -> None:
        super().__init__(title, message, hint)
        self.holder = holder


class NotSaved(PartnerTuiError):
    """The change was not saved: a conflict, a read-only register, or the disk."""

    exit_code = 5
