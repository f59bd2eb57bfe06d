"""Partner: one organisation's overview, checklist, measures and history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widget import Widget
from textual.widgets import ContentSwitcher, Static

from tuiapp.domain import deeds, history
from tuiapp.domain.choices import STATUSES, State
from tuiapp.domain.overview import overview
from tuiapp.domain.pages import Block, Page, page_of
from tuiapp.domain.text import clean_line
from tuiapp.errors import RegisterUnreadable
from tuiapp.keymap import bind
from tuiapp.screens.dialogs import AskLine, ask
from tuiapp.screens.form import Form
from tuiapp.screens.page import PageScreen
from tuiapp.screens.partner_deeds import PartnerDeedsScreen
from tuiapp.screens.score import ScoreDialog
from tuiapp.store.register import Register, Snapshot
from tuiapp.widgets.checklist import Checklist
from tuiapp.widgets.fields import Field
from tuiapp.widgets.measures import Measures
from tuiapp.widgets.prose import Prose
from tuiapp.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from tuiapp.domain.changes import Document
    from tuiapp.domain.partner import Partner

VIEWS = {
    "overview": "Overview",
    "checklist": "Checklist",
    "measures": "Measures",
    "history": "History",
}


class PartnerScreen(PartnerDeedsScreen):
    """One partner in four parts; left and right go from part to part.

    Args:
        register: Where it is kept.
        today: Tells today's date.
        partner_id: Which partner.
    """

    CSS_PATH = "partner.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bind("partner.next", "partner.previous", "screen.back")
    HELP: ClassVar[str | None] = (
        "One partner in four parts: the right and left arrows go from part to part."
    )

    parts = query_one("#parts", Static)
    switcher = query_one(ContentSwitcher)
    overview = query_one(Prose)
    checklist = query_one(Checklist)
    measures = query_one(Measures)
    history = query_one("#history", Rows)

    def __init__(self, register: Register, today: Callable[[], date], partner_id: str) -> None:
        super().__init__(register)
        self.today = today
        self.partner_id = partner_id
        self.partner_name = ""
        """What it was last called."""

    def compose_body(self) -> ComposeResult:
        """Lay out the parts, one of them in sight."""
        yield Static(id="parts")
        with ContentSwitcher(initial="overview"):
            yield Prose(name="overview")
            yield Checklist(id="checklist")
            yield Measures(id="measures")
            yield Rows(id="history")

    def on_mount(self) -> None:
        """Begin with the overview."""
        self.history.empty = "Nothing was done to this partner yet."
        self._show_part("overview")

    @property
    def partner(self) -> Partner:
        """The partner as it is stored."""
        return self.register.snapshot.partner(self.partner_id)

    def current_document(self) -> Document | None:
        """Return the partner's document as it is shown."""
        return self.snapshot.documents.get(self.partner_id) if self.snapshot else None

    def where(self) -> str:
        """Return the partner's name and status."""
        document = self.current_document() or {}
        status: Any = str(document.get("status", ""))
        return f"{document.get('name', '')} · {dict(STATUSES).get(status, status)}"

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        """Show the partner as it is now; go back if it is there no more."""
        if self.partner_id not in snapshot.documents:
            self._leave()
            return
        self.partner_name = str(snapshot.documents[self.partner_id].get("name", ""))
        try:
            partner = self.partner
            edits = self.register.history()
        except RegisterUnreadable as error:
            self.tell(error)
            return
        self.overview.show(overview(partner, self.guide))
        self.checklist.show(partner, self.guide)
        self.measures.show(partner, self.guide)
        shown = history.edits_of(edits, self.partner_id)
        lines = history.sentences(edits, shown)
        pairs = zip(reversed(shown), lines, strict=True)
        self.history.rows = tuple(Row(edit.id, (line,)) for edit, line in pairs)

    def on_screen_resume(self) -> None:
        """Go back if the partner went away while something else was on top."""
        if self.snapshot is not None and self.partner_id not in self.snapshot.documents:
            self._leave()

    def _leave(self) -> None:
        """Go back; what is said from now on is said there."""
        if self.is_active:
            self.dismiss()
            self.say(f"{clean_line(self.partner_name)} is not in the register any more.")

    def _show_part(self, part: str) -> None:
        """Bring one part in sight and put the keys to it."""
        self.switcher.current = part
        self._tell_part()
        widgets: Mapping[str, Widget] = {
            "overview": self.overview,
            "checklist": self.checklist,
            "measures": self.measures,
            "history": self.history,
        }
        widgets[part].focus()
        if part == "history":
            self.history.action_first()

    def _tell_part(self) -> None:
        """Say which part is in sight, among the others where there is room."""
        here = self.switcher.current or ""
        told: list[str | tuple[str, str]] = []
        if self.size.width < 50:
            place = list(VIEWS).index(here) + 1
            told = [(f"< {VIEWS[here]} >", "bold $accent"), f"  {place} of {len(VIEWS)}"]
        else:
            for name, words in VIEWS.items():
                told += [(f"[{words}]", "bold $accent") if name == here else f" {words} ", " "]
        self.parts.update(Content.assemble(*told))

    def on_resize(self) -> None:
        """Say it as fits the new width."""
        self.call_after_refresh(self._tell_part)

    def _turn(self, by: int) -> None:
        names = list(VIEWS)
        here = names.index(self.switcher.current or names[0])
        self._show_part(names[(here + by) % len(names)])

    def action_next_view(self) -> None:
        """Go to the next part."""
        self._turn(1)

    def action_previous_view(self) -> None:
        """Go to the part before."""
        self._turn(-1)

    def action_back(self) -> None:
        """Go back to where the partner was opened from."""
        self.dismiss()

    @work
    async def on_checklist_marked(self, event: Checklist.Marked) -> None:
        """Save where an item is; ask for the reason where it needs one."""
        reason = None
        if event.state == "not-applicable":
            question = "Why is this item not applicable?"
            reason = await ask(self, AskLine(question, needed=True))
            if reason is None:
                return
        self._mark(event.item_id, event.state, reason)

    def _mark(self, item_id: str, state: State, reason: str | None) -> None:
        document = self.current_document()
        if document is None:
            return
        item = self.guide.item(item_id)
        tick = partial(deeds.tick, document, item, state, by=self.register.by, on=self.today())
        self.save(partial(tick, reason=reason))

    def on_checklist_note_asked(self, event: Checklist.NoteAsked) -> None:
        """Open the form for an item's note and evidence."""
        document = self.current_document()
        if document is None:
            return
        item = self.guide.item(event.item_id)
        recorded = self.partner.checked(item.id)
        note, evidence = (recorded.note, recorded.evidence) if recorded else (None, None)
        fields = [
            Field("note", "Note", "Facts only: notes can be disclosed.", note or "", long=True),
            Field("evidence", "Evidence", "A document's name and where it is.", evidence or ""),
        ]

        def save(typed: Mapping[str, str]) -> None:
            noted = typed.get("note", note or ""), typed.get("evidence", evidence or "")
            self.register.save(deeds.annotate(document, item, *noted))

        def show(saved: bool | None) -> None:
            if saved:
                self.snapshot = self.register.snapshot
                self.say("Saved.")

        self.app.push_screen(Form(item.heading, fields, save), show)

    def on_checklist_why_asked(self, event: Checklist.WhyAsked) -> None:
        """Open the guidance on an item."""
        stage = self.guide.stage_of(event.item_id)
        where = f"2 Guide: {stage.heading}" if stage else "2 Guide"
        page = page_of(self.guide, self.guide.item(event.item_id))
        self.app.push_screen(PageScreen(self.register, page, where))

    @work
    async def on_measures_score_asked(self, event: Measures.ScoreAsked) -> None:
        """Ask for a score and save it."""
        measure = next(m for m in self.guide.measures if m.id == event.measure_id)
        dialog = ScoreDialog(measure, self.partner.name)
        given = await ask(self, dialog)
        document = self.current_document()
        if given is None or document is None:
            return
        score = partial(deeds.score, document, measure, given.value, view=given.view)
        self.save(partial(score, by=self.register.by, on=self.today(), note=given.note))

    def on_measures_why_asked(self, event: Measures.WhyAsked) -> None:
        """Open the guidance on a measure."""
        measure = next(m for m in self.guide.measures if m.id == event.measure_id)
        page = page_of(self.guide, measure)
        self.app.push_screen(PageScreen(self.register, page, "2 Guide: measures"))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Tell what an edit changed, field by field."""
        edit = next((e for e in self.register.history() if e.id == event.row_id), None)
        if edit is None:
            return
        told = [Block("text", history.sentence(edit))]
        told += [Block("point", line) for line in history.details(edit, self.partner_id)]
        page = Page(clean_line(edit.label), tuple(told))
        self.app.push_screen(PageScreen(self.register, page, "History"))
