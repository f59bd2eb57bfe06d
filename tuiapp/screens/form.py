"""A form: fields, one Save, and nothing typed is ever thrown away unasked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Button

from tuiapp.domain.deeds import FieldsRefused
from tuiapp.domain.text import clean_line
from tuiapp.errors import PartnerTuiError
from tuiapp.keymap import bind
from tuiapp.screens.dialogs import Confirm
from tuiapp.widgets.fields import Field, Fields
from tuiapp.widgets.lines import KeyLine, MessageLine, TitleLine

Save = Callable[[Mapping[str, str]], None]
"""Saves the fields that changed; raises PartnerTuiError where that is refused."""


class Form(ModalScreen[bool]):
    """Fields one below the other; leaves with True once they are saved."""

    CSS_PATH = "form.tcss"
    AUTO_FOCUS = ""  # the first field takes the focus, and is then shown with its label
    BINDINGS: ClassVar[list[BindingType]] = bind("form.save", "form.help", "dialog.cancel")
    HELP: ClassVar[str | None] = (
        "Tab goes from field to field. Enter in a one-line field saves, and so does F2."
    )

    title_line = query_one(TitleLine)
    message_line = query_one(MessageLine)

    def __init__(self, title: str, fields: Sequence[Field], save: Save) -> None:
        super().__init__()
        self.form_title = title
        self.fields = fields
        self.save = save

    def compose(self) -> ComposeResult:
        """Lay out the fields and the Save button."""
        yield TitleLine()
        with Fields():
            yield from self.fields
            yield Button("Save (F2)", compact=True)
        yield MessageLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin in the first field."""
        self.title_line.where = clean_line(self.form_title)
        self.fields[0].start()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save by the button."""
        event.stop()
        self.action_save()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Save by Enter."""
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Save what changed; where it is refused, stay, with everything as typed."""
        if not self.is_active:  # left already: keys may come several at once
            return
        for field in self.fields:
            field.tell("")
        typed = {field.field_name: field.value for field in self.fields if field.is_changed}
        try:
            self.save(typed)
        except FieldsRefused as error:
            self._show_problems(error)
        except PartnerTuiError as error:
            self.message_line.say(str(error), error=True)
        else:
            self.dismiss(True)

    def _show_problems(self, error: FieldsRefused) -> None:
        """Say each problem at its field, and go to the first."""
        by_name = {field.field_name: field for field in self.fields}
        first = None
        for problem in error.problems:
            field = by_name.get(problem.field.split(".")[-1]) or by_name.get(problem.field)
            if field is not None:
                field.tell(f"{field.label}: {problem.sentence}.")
                first = first or field
        self.message_line.say(str(error), error=True)
        if first is not None:
            first.start()

    def action_cancel(self) -> None:
        """Leave; ask first if something was typed."""
        # Without a worker, so that of keys that come at once the second finds the question there.
        if any(field.is_changed for field in self.fields):
            question = "Leave without saving what you typed?"
            self.app.push_screen(Confirm(question), self._leave_if_sure)
        else:
            self.dismiss(False)

    def _leave_if_sure(self, is_sure: bool | None) -> None:
        if is_sure and self.is_active:
            self.dismiss(False)
