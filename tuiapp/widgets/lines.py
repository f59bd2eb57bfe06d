"""The lines around every screen: where you are, what was said, which keys matter."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from tuiapp.domain.text import clean_line
from tuiapp.keymap import KEYS, shown_key


class TitleLine(Widget):
    """The top line: where you are on the left, which register on the right."""

    DEFAULT_CSS = """
    TitleLine { height: 1; background: $panel; color: $foreground; padding: 0 1; }
    """
    where: reactive[str] = reactive("")
    about: reactive[str] = reactive("")
    """The register, and who saved it last."""

    def render(self) -> RenderResult:
        """Return both ends, the right one cut first."""
        where, about = clean_line(self.where), clean_line(self.about)
        room = self.size.width - len(where) - 2
        if len(about) > room:
            about = about[: max(0, room - 1)] + "…" if room > 8 else ""
        gap = max(1, self.size.width - len(where) - len(about))
        return Content.assemble((where, "bold"), " " * gap, about)


class MessageLine(Widget):
    """What just happened, or went wrong; stays until something else is said."""

    DEFAULT_CSS = """
    MessageLine { height: auto; padding: 0 1; color: $success; display: none; }
    MessageLine.-said { display: block; }
    MessageLine.-error { color: $error; text-style: bold; }
    """
    text: reactive[str] = reactive("", layout=True)

    def say(self, text: str, *, error: bool = False) -> None:
        """Say something; an empty text takes the line away."""
        self.text = text
        self.set_class(bool(text), "-said")
        self.set_class(error, "-error")

    def render(self) -> RenderResult:
        """Return the text as typed, never as markup."""
        return Content(clean_line(self.text))


class KeyLine(Widget):
    """The bottom line: the few keys that matter now."""

    DEFAULT_CSS = """
    KeyLine { height: 1; background: $panel; color: $text-muted; padding: 0 1; }
    """

    def on_mount(self) -> None:
        """Follow the focus and whatever else changes the keys."""
        self.screen.bindings_updated_signal.subscribe(self, self._redraw)

    def _redraw(self, screen: Screen[object]) -> None:
        self.refresh()

    def render(self) -> RenderResult:
        """Return as many keys as fit, help and the way back always among them."""
        said: dict[str, tuple[str, str]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.id and binding.id not in said:
                said[binding.id] = (shown_key(binding.key), binding.description)
        said = {id_: said[id_] for id_ in KEYS if id_ in said}
        last = [id_ for id_ in ("screen.back", "form.help", "app.help", "app.quit") if id_ in said]
        order = [*(id_ for id_ in said if id_ not in last), *last]
        while order and self._width(said, order) > self.size.width and len(order) > len(last):
            order.pop(len(order) - len(last) - 1)
        parts: list[tuple[str, str] | str] = []
        for id_ in order:
            key, label = said[id_]
            parts += ["  "] if parts else []
            parts += [(key, "bold $foreground"), f" {label}"]
        return Content.assemble(*parts)

    def _width(self, said: dict[str, tuple[str, str]], order: list[str]) -> int:
        return sum(len(said[id_][0]) + len(said[id_][1]) + 3 for id_ in order) - 2
