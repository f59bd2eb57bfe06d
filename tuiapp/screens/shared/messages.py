"""What a screen asks the dashboard to open; `tuiapp.app.navigation` answers.

A screen that opened another itself would have to import it, and most screens lead to each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tuiapp.domain.attention.exposure_index import ExposureIndex
    from tuiapp.domain.changes.edits import Document


class OpenPartner(Message):
    """Open a partner.

    Args:
        partner_id: Which one.
        view: The part to show first.
        row: The line of that part to begin at; "" for its first.
        said: What its message line says; "" for nothing.
    """

    def __init__(
        self, partner_id: str, *, view: str = "overview", row: str = "", said: str = ""
    ) -> None:
        super().__init__()
        self.partner_id = partner_id
        self.view = view
        self.row = row
        self.said = said


class OpenEntry(Message):
    """Open an entry of the guide.

    Args:
        part: The part of the guide it is in.
        entry_id: Which one.
        where: What the title line says.
        exposure_index: What is known of our partners already; None to work it out.
    """

    def __init__(
        self, part: str, entry_id: str, where: str, exposure_index: ExposureIndex | None = None
    ) -> None:
        super().__init__()
        self.part = part
        self.entry_id = entry_id
        self.where = where
        self.exposure_index = exposure_index


class OpenSearch(Message):
    """Open the search over guidance and register."""


class OpenLog(Message):
    """Open the form that logs a contact.

    Args:
        document: The partner it was with; None where somebody is at none.
    """

    def __init__(self, document: Document | None) -> None:
        super().__init__()
        self.document = document


class OpenHistory(Message):
    """Open the history of the whole register."""
