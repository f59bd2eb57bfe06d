"""Bare Textual apps: what the framework itself costs.

python bench/floor.py hello
python bench/floor.py table N
"""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Static


class Hello(App[None]):
    """One word on the screen."""

    def compose(self) -> ComposeResult:
        """Lay out the word."""
        yield Static("READY hello")


class Table(App[None]):
    """Textual's own table, as long as a register.

    Args:
        rows: How many lines it has.
    """

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        """Lay out the table."""
        yield DataTable[str](cursor_type="row")

    def on_mount(self) -> None:
        """Fill the table."""
        table: DataTable[str] = self.query_one(DataTable)
        table.add_columns("READY name", "status", "framework", "place")
        table.add_rows(
            (f"Friends of Kingfisher Park {number}", "Partner", "Not-for-profit", "Millbrook ward")
            for number in range(self._rows)
        )


def main() -> None:
    """Run the one that was asked for."""
    if sys.argv[1] == "table":
        Table(int(sys.argv[2])).run()
    else:
        Hello().run()


if __name__ == "__main__":
    main()
