"""Fields of a form: a label, something to type or choose in, and what is wrong, beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult, RenderResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive, var
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tuiapp.domain.text import clean, clean_line
from tuiapp.widgets.inputs import LineInput, TextInput


class Choice(Widget, can_focus=True):
    """One of a few words; arrows or Space go through them, a letter goes to one."""

    DEFAULT_CSS = """
    Choice { height: 1; }
    Choice:focus {
        background: $block-cursor-background; color: $block-cursor-foreground;
        text-style: $block-cursor-text-style;
    }
    """
    value: reactive[str] = reactive("")
    STEPS: ClassVar[Mapping[str, int]] = {"right": 1, "space": 1, "left": -1}

    def __init__(self, choices: Sequence[tuple[str, str]], value: str) -> None:
        super().__init__()
        self.choices = choices
        """Each value with its words."""
        self.set_reactive(Choice.value, value)

    def render(self) -> RenderResult:
        """Return the words of the choice between arrows."""
        words = dict(self.choices).get(self.value, self.value)
        return Content(f"< {clean_line(words)} >")

    def on_key(self, event: events.Key) -> None:
        """Go to another choice."""
        values = [value for value, _ in self.choices]
        here = values.index(self.value) if self.value in values else 0
        if event.key in self.STEPS:
            event.stop()
            self.value = values[(here + self.STEPS[event.key]) % len(values)]
        elif event.character and event.character.isalpha():
            event.stop()
            self._go_to_letter(event.character.casefold(), here)

    def _go_to_letter(self, letter: str, here: int) -> None:
        """Go to the next choice whose words begin with a letter."""
        turned = [*self.choices[here + 1 :], *self.choices[: here + 1]]
        for value, words in turned:
            if words.casefold().startswith(letter):
                self.value = value
                return


class Field(Vertical):
    """A labelled field that says what is wrong with it."""

    DEFAULT_CSS = """
    Field { height: auto; margin: 0 0 1 0; }
    /* Only where a rule names Field itself does Textual restyle what is in it. */
    Field:focus-within { height: auto; }
    Field > .label { height: 1; color: $text-muted; }
    Field:focus-within > .label { color: $foreground; text-style: bold; }
    Field > .help { height: auto; color: $text-muted; display: none; }
    Field:focus-within > .help { display: block; }
    Field > .problem { height: auto; color: $error; text-style: bold; }
    Field > .typed { height: auto; color: $warning; }
    Field > TextArea { height: 4; }
    """

    @dataclass
    class Submitted(Message):
        """Enter was pressed in a one-line field."""

        field: Field

    held: var[str] = var("", init=False, always_update=True)
    """The value, for whoever watches it: told at each change, before that is drawn."""

    def __init__(
        self,
        name: str,
        label: str,
        help_text: str,
        value: str,
        *,
        choices: Sequence[tuple[str, str]] = (),
        long: bool = False,
    ) -> None:
        super().__init__()
        self.field_name = name
        self.label = label
        self.help_text = help_text
        self._choices = choices
        self._is_long = long
        self._problem = ""
        self._begin(value)

    def _begin(self, value: str) -> None:
        """Hold a value, in a control that nobody has seen yet."""
        # Shown in signs where it would drive the terminal; kept as it is unless changed here.
        is_line = not self._choices and not self._is_long
        self.initial = value if self._choices else clean_line(value) if is_line else clean(value)
        self._control = self._make_control(self.initial)

    def _make_control(self, value: str) -> Input | TextArea | Choice:
        if self._choices:
            return Choice(self._choices, value)
        if self._is_long:
            return TextInput(value, compact=True, tab_behavior="focus", show_line_numbers=False)
        return LineInput(value, compact=True, select_on_focus=False)

    def compose(self) -> ComposeResult:
        """Lay out label, control and help."""
        yield Static(Content(self.label), classes="label")
        yield self._control
        yield Static(Content(self.help_text), classes="help")

    def on_mount(self) -> None:
        """Tell of each change at once: a message would come after it is drawn."""
        held = "typed" if isinstance(self._control, TextInput) else "value"
        self.watch(self._control, held, self._hold, init=False)

    def _hold(self) -> None:
        self.held = self.value

    @property
    def value(self) -> str:
        """What is typed or chosen."""
        control = self._control
        return control.text if isinstance(control, TextArea) else control.value

    @value.setter
    def value(self, value: str) -> None:
        """Put something in, as if it was typed: what the field held at the start stays known."""
        control = self._control
        if isinstance(control, TextArea):
            control.text = clean(value)
            control.move_cursor(control.document.end)
        elif isinstance(control, Input):
            control.value = clean_line(value)
            control.cursor_position = len(control.value)
        else:
            control.value = value

    @property
    def is_changed(self) -> bool:
        """Whether it holds something else than at the start."""
        return self.value != self.initial

    def tell(self, problem: str) -> None:
        """Say what is wrong; an empty text says that nothing is."""
        if problem == self._problem:
            return
        self._problem = problem
        self.query(".problem").remove()
        if problem:
            self.mount(Static(Content(clean(problem)), classes="problem"), after=".help")

    def start_again(self, value: str, typed: str = "") -> None:
        """Hold what is stored now as if it was so at the start.

        Args:
            value: What is stored.
            typed: What somebody had typed in its place: shown below, so that it is not lost.
        """
        if not self.is_attached:  # it waits to be shown: nobody can have typed in it
            self._begin(value)
            return
        self.value = value
        self.initial = self.value
        for line in self.query(".typed"):
            line.remove()
        if typed:
            self.mount(Static(Content(f"You had typed: {clean(typed)}"), classes="typed"))

    def start(self) -> None:
        """Put the cursor into it."""
        self._control.focus(scroll_visible=False)  # the whole field is, and not its control alone

    def select(self) -> None:
        """Mark what a one-line field holds, so that a letter takes its place."""
        if isinstance(self._control, Input):
            self._control.select_all()

    def on_descendant_focus(self) -> None:
        """Keep label, help and problem in sight, not only the control."""
        self.call_after_refresh(self.stay_in_sight)

    def on_resize(self) -> None:
        """Keep in sight what is said below the control."""
        self.stay_in_sight()

    def stay_in_sight(self) -> None:
        """Scroll as little as shows the whole field, if it has the focus."""
        if self.has_focus_within:
            self.scroll_visible(animate=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell the form that Enter was pressed."""
        event.stop()
        self.post_message(self.Submitted(self))


class Fields(VerticalScroll, can_focus=False):
    """Fields one below the other; the one with the focus stays in sight."""

    DEFAULT_CSS = """
    Fields { scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    """

    def on_resize(self) -> None:
        """Keep it in sight when there is less room, and show what there is room for above it."""
        self.call_after_refresh(self._show_from_top)  # the screen may lay it out in another way

    def _show_from_top(self) -> None:
        """Scroll from the top as little as shows the field with the focus.

        From where it was scrolled to in another size the same window would show something else.
        """
        self.scroll_home(animate=False, immediate=True)
        for field in self.query(Field):
            field.stay_in_sight()
