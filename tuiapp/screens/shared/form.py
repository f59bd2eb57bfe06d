"""A form: fields, one Save, and nothing typed is ever thrown away unasked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Button

from tuiapp.domain.history.wording import value_at
from tuiapp.domain.models.validation import FieldsRefused
from tuiapp.domain.text import clean_line, count
from tuiapp.errors import PartnerTuiError
from tuiapp.keys.custom import live_keys
from tuiapp.screens.shared.conflict import save
from tuiapp.screens.shared.dialogs import Confirm
from tuiapp.screens.shared.save_queue import save_queue
from tuiapp.widgets.bindings import bind
from tuiapp.widgets.fields import Field, Fields
from tuiapp.widgets.lines import KeyLine, MessageLine, TitleLine

if TYPE_CHECKING:
    from tuiapp.domain.changes.edits import Document, FieldPath, Proposal
    from tuiapp.domain.models.validation import Problem
    from tuiapp.person.drafts import OpenDraft
    from tuiapp.screens.shared.conflict import Ending
    from tuiapp.store.register import Register, Saved

Propose = Callable[["Document", Mapping[str, str]], "Proposal"]
"""Returns what to save, from the record as it was when the form was opened and what is typed.

Raises PartnerTuiError where that cannot be saved.
"""


class Form(ModalScreen["Saved | None"]):
    """Fields one below the other; leaves with what was saved.

    Args:
        title: What it is about.
        fields: What is typed in.
        propose: Returns what to save.
        draft: Where what is typed is kept until it is saved.
        register: Where it is saved.
        document: The record as the fields show it; empty for a new one.
        path: Where in it the fields are.
    """

    CSS_PATH = Path(__file__).with_name("form.tcss")
    # Every line counts in a low window; what is typed must be in sight more than what is between.
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-medium"), (28, "-tall")]  # noqa: RUF012
    AUTO_FOCUS = ""  # the first field takes the focus, and is then shown with its label
    BINDINGS: ClassVar[list[BindingType]] = bind("form")
    HELP: ClassVar[str | None] = (
        "Tab goes from field to field. Enter in a one-line field saves, and so does {form.save}."
        " ctrl+z takes back what you typed last in a field."
    )

    title_line = query_one(TitleLine)
    message_line = query_one(MessageLine)

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        propose: Propose,
        draft: OpenDraft,
        register: Register,
        document: Document,
        path: FieldPath = (),
    ) -> None:
        super().__init__()
        self.form_title = title
        self.fields = fields
        self.propose = propose
        self.draft = draft
        self.register = register
        self.document = document
        self.path = path
        self.first = ""
        """The name of the field to begin in; "" for the first one."""
        self.as_typed: Callable[[str, object], str] = lambda name, value: str(value)
        """Returns what a field's stored value is as one types it."""
        self.seldom: Collection[str] = ()
        """The names of the fields that are out of sight until somebody asks for more."""
        self._saved: Saved | None = None
        """What was saved though the form stays, for somebody else's value is to be looked at."""
        self._is_refusal_told = False
        self.check: Propose = propose
        """Refuses what a save would refuse, and does nothing else: asked while one types."""
        self._refused: tuple[Field, ...] = ()
        """The fields that the last save refused: only they are looked at while one types."""
        self._typed_then: Mapping[str, str] = {}
        """What was typed when they were refused."""

    def compose(self) -> ComposeResult:
        """Lay out the fields and the Save button."""
        yield TitleLine()
        with Fields():
            shown = {field.field_name for field in self.fields} - set(self.seldom)
            shown |= self.draft.draft.values.keys()
            # The others are made when they are asked for: a form is there sooner without them.
            yield from (field for field in self.fields if field.field_name in shown)
            if any(field.field_name not in shown for field in self.fields):
                yield Button(self._words("More fields", "form.more"), id="more", compact=True)
            yield Button(self._words("Save", "form.save"), compact=True)
        yield MessageLine()
        yield KeyLine()

    def _words(self, words: str, key_id: str) -> Content:
        """Return what a button says, with the key that does the same if there is one."""
        key = live_keys(self.app).shown(key_id)
        return Content(f"{words} ({key})" if key else words)

    def on_mount(self) -> None:
        """Begin in the first field, or in the first of those brought back."""
        self.title_line.where = self.where()
        typed = self.draft.draft.values
        brought_back = [field for field in self.fields if field.field_name in typed]
        for field in brought_back:
            field.value = typed[field.field_name]
        if brought_back:
            self.message_line.say(f"Brought back from {self.draft.draft.when()}.")
        first = [field for field in self.fields if field.field_name == self.first]
        [*brought_back, *first, *self.fields][0].start()
        for field in self.fields:  # only now, or the first field brought back would be all
            self.watch(field, "held", self._follow, init=False)

    def where(self) -> str:
        """Return what the title line says."""
        return clean_line(self.form_title)

    def _follow(self) -> None:
        """Keep what is typed, and say what is still wrong with the fields that were refused."""
        self._keep()
        if self._refused:
            self._check_again()

    def _check_again(self) -> None:
        """Say at the refused fields what a save would say of them now; at no other."""
        told = self._problems(self._still_wrong())
        for field in self._refused:
            field.tell(told.get(field, ""))
        self._tell_how_many(sum(field in told for field in self._refused))

    def _still_wrong(self) -> Sequence[Problem]:
        """Return what a save would refuse now, of the fields that it refused before.

        What cannot be read in another field could keep these from being looked at. As long as
        it is typed, what stood there at the refusal counts.
        """
        typed = self._typed()
        problems = self._refusals(typed)
        others = self._problems(problems).keys() - set(self._refused)
        if not others:
            return problems
        for name in (field.field_name for field in others):
            typed.pop(name, None)
            typed |= {name: self._typed_then[name]} if name in self._typed_then else {}
        return self._refusals(typed)

    def _refusals(self, typed: Mapping[str, str]) -> Sequence[Problem]:
        """Return the problems for which a save would refuse what is typed."""
        try:
            self.check(self.document, typed)
        except FieldsRefused as error:
            return error.problems
        except PartnerTuiError:
            return ()  # it is about no field
        return ()

    def _problems(self, problems: Iterable[Problem]) -> dict[Field, str]:
        """Return what is wrong with each field, as a sentence; without what is about none."""
        by_name = {field.field_name: field for field in self.fields}
        told: dict[Field, str] = {}
        for problem in problems:
            field = by_name.get(problem.field.split(".")[-1]) or by_name.get(problem.field)
            if field is not None:
                told.setdefault(field, f"{field.label}: {problem.sentence}.")
        return told

    def _tell_how_many(self, wrong: int) -> None:
        """Say how many fields are still to be put right."""
        told = f"Nothing was saved: {count(wrong, 'field')} to put right." if wrong else ""
        self.message_line.say(told, error=bool(told))

    def _keep(self) -> None:
        """Let what is typed outlive this session; a save that waits is not for what is new."""
        save_queue(self).stop(self, "You went on typing: save again when it is complete.")
        try:
            self.draft.keep(self._typed())
        except PartnerTuiError as error:
            if not self._is_refusal_told:  # said once: typing goes on all the same
                self.message_line.say(str(error), error=True)
            self._is_refusal_told = True

    def _typed(self) -> dict[str, str]:
        """Return what the fields hold that changed."""
        return {field.field_name: field.value for field in self.fields if field.is_changed}

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save, or show more fields, by the button."""
        event.stop()
        if event.button.id == "more":
            await self.action_more()
        else:
            self.action_save()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Save by Enter."""
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Save what changed; where it is refused, stay, with everything as typed."""
        # Left already, or asked for twice: keys may come several at once.
        if not self.is_active or save_queue(self).is_waiting(self):
            return
        self._refused = ()
        for field in self.fields:
            if field.is_attached:
                field.tell("")
        try:
            proposal = self.propose(self.document, self._typed())
        except PartnerTuiError as error:
            self._refuse(error)
        else:
            save(self, self.register, proposal, self._end, is_form=True)

    def _end(self, ending: Ending | None) -> None:
        """Leave once all is saved; stay where there is something to put right or to look at."""
        if ending is None or not self.is_active:
            return
        self._saved = ending.saved or self._saved
        if ending.went_back:
            self.message_line.say("Nothing was saved: it stands here as you typed it.")
        elif ending.error is not None:
            self._refuse(ending.error)
        elif not ending.left:
            self.dismiss(ending.saved)
        else:
            self._show_theirs(ending)

    def _show_theirs(self, ending: Ending) -> None:
        """Show what somebody else saved, and below it what was typed in its place."""
        record, _ = ending.left[0].spot
        document = self.register.snapshot.documents.get(record)
        if document is None:
            self.message_line.say("It stays removed, and nothing was saved. Esc leaves the form.")
            return
        met = [conflict for question in ending.left for conflict in question.conflicts]
        left = {conflict.change.path[-1] for conflict in met}
        item = value_at(document, self.path) or {}
        paths = {field.field_name: tuple(field.field_name.split(".")) for field in self.fields}
        found = {name: value_at(item, path) for name, path in paths.items()}
        held = {name: value for name, value in found.items() if value is not None}
        for field in self.fields:
            name = field.field_name
            typed = field.value if field.is_changed and paths[name][0] in left else ""
            stored = self.as_typed(name, held[name]) if name in held else ""
            field.start_again(stored, typed)
        self.document = document
        self._keep()
        self.draft.start_from(held)
        done = "The rest is saved" if ending.saved else "Nothing was saved"
        self.message_line.say(f"{done}. Below what you left as it is stands what you had typed.")

    def _refuse(self, error: PartnerTuiError) -> None:
        """Say why nothing was saved, at the fields where it is about them."""
        if isinstance(error, FieldsRefused):
            self._show_problems(error)
        else:
            self.message_line.say(str(error), error=True)

    def _show_problems(self, error: FieldsRefused) -> None:
        """Say each problem at its field, and go to the first."""
        told = self._problems(error.problems)
        self._refused, self._typed_then = tuple(told), self._typed()
        if not told or not self._are_at_fields(error.problems):
            self.message_line.say(str(error), error=True)
        else:
            self._tell_how_many(len(told))
        if not told:
            return
        if all(field.is_attached for field in told):
            self._tell_at_fields(told)
        else:
            self.call_next(self._show_and_tell, told)

    def _are_at_fields(self, problems: Iterable[Problem]) -> bool:
        """Whether each problem is about a field of the form."""
        return all(self._problems([problem]) for problem in problems)

    async def _show_and_tell(self, told: Mapping[Field, str]) -> None:
        """Say problems of which some are at fields that wait."""
        await self._show_hidden()
        self._tell_at_fields(told)

    @staticmethod
    def _tell_at_fields(told: Mapping[Field, str]) -> None:
        for field, problem in told.items():
            field.tell(problem)
        next(iter(told)).start()

    @property
    def _hidden(self) -> list[Field]:
        """The fields that wait until somebody asks for more."""
        return [field for field in self.fields if not field.is_attached]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer more fields only where there are more."""
        return action != "more" or bool(self._hidden)

    async def action_more(self) -> None:
        """Show every field, and go to the first that was out of sight."""
        first = self._hidden[0]
        await self._show_hidden()  # meanwhile keys wait: what is typed next belongs in that field
        first.start()

    async def _show_hidden(self) -> None:
        """Show every field, each in its place."""
        box = self.query_one(Fields)
        shown = [  # all that come before a field are there already
            box.mount(field, before=place)
            for place, field in enumerate(self.fields)
            if not field.is_attached
        ]
        self.query("#more").remove()
        self.refresh_bindings()
        for mounted in shown:
            await mounted

    def action_cancel(self) -> None:
        """Stop waiting for a save; else leave, and ask first if something was typed."""
        if save_queue(self).stop(self):
            return
        # Without a worker, so that of keys that come at once the second finds the question there.
        if any(field.is_changed for field in self.fields):
            question = "Leave without saving what you typed?"
            self.app.push_screen(Confirm(question), self._leave_if_sure)
        else:
            self.dismiss(self._saved)

    def _leave_if_sure(self, is_sure: bool | None) -> None:
        if is_sure and self.is_active:
            self.dismiss(self._saved)

    def dismiss(self, result: Saved | None = None) -> AwaitComplete:
        """Leave on purpose: what was typed is stored now, or not wanted."""
        self.draft.end()
        return super().dismiss(result)
