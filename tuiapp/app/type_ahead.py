"""Keys that arrive together, handled one after the other.

Textual hands every key on at once: a letter goes straight into its field, but a key that is bound
to an action takes the way up through all that lies around the field, and by then later letters are
in. On a slow line keys arrive in bursts: "Heron, Tab, Millbrook" would all stand in the first
field, and what was typed after F2 would be saved with what came before it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from time import monotonic

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer

LONGEST_WAIT = 0.2
"""After how many seconds the next key goes on although the one before was not seen to end."""
MOUNT_WAIT = 0.01
"""How often it is looked, in seconds, whether a screen that was just opened is there."""
LONGEST_HOLD = 3.0
"""After how many seconds keys that are held go on although nobody released them."""
PASSES = 3
"""How often the way of a key is followed: the key itself, the message of a list that it led to,
and the message by which a screen then asks for another."""
TURNS = 3
"""How many turns the work that a key began gets before the next key, such as opening a menu."""


class TypeaheadApp(App[None]):
    """An app that hands a key or paste on once the one before it has done what it does."""

    def __init__(self, *, driver_class: type | None = None) -> None:
        super().__init__(driver_class=driver_class)
        self._typed_ahead: deque[events.Key | events.Paste] = deque()
        self._waits: Timer | None = None
        """Runs while something that was handed on is on its way, and goes off if it is lost."""
        self._held_until = 0.0
        self._seen: Screen[object] | None = None
        """The screen that the last key went to, which has settled."""

    def hold_keys(self) -> None:
        """Let keys wait until `release_keys`: what they are meant for is still on its way."""
        self._held_until = monotonic() + LONGEST_HOLD

    def release_keys(self) -> None:
        """Let keys go on."""
        self._held_until = 0.0

    async def on_event(self, event: events.Event) -> None:
        """Keep keys in line; everything else goes its way."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            self._typed_ahead.append(event)
            if self._waits is None:
                await self._hand_on(None)
        else:
            await super().on_event(event)

    async def _hand_on(self, waited_for: Timer | None) -> None:
        """Hand on the next key, if there is one, and see it through.

        Args:
            waited_for: What runs out with this; another one means that this comes too late.
        """
        if waited_for is not self._waits:
            return
        if waited_for is not None:
            waited_for.stop()
            for _ in range(TURNS):
                await asyncio.sleep(0)
        self._waits = None
        if not self._typed_ahead:
            return
        if not self.screen_stack or monotonic() < self._held_until:
            self._wait(MOUNT_WAIT)
            return
        if self.screen is not self._seen:
            self._settle(self.screen)
            return
        event = self._typed_ahead.popleft()
        begun: DOMNode = self.focused or self.screen
        waits = self._wait(LONGEST_WAIT)
        await super().on_event(event)
        self._follow(begun, waits, begun, PASSES - 1)

    def _settle(self, screen: Screen[object]) -> None:
        """Wait until a screen just opened has begun: its first field is to get what is typed."""
        if not screen.is_mounted:
            self._wait(MOUNT_WAIT)
            return
        self._seen = screen
        self._follow(screen, self._wait(LONGEST_WAIT), screen, 0)

    def _wait(self, seconds: float) -> Timer:
        """Let the next key wait, but no longer than this."""
        timer: Timer
        timer = self.set_timer(seconds, lambda: self._hand_on(timer))
        self._waits = timer
        return timer

    def _follow(
        self, node: MessagePump | None, waits: Timer, begun: MessagePump, passes_left: int
    ) -> None:
        """Go the way that a key goes, behind it, and hand on the next one at its end.

        Args:
            node: Who has it now.
            waits: What to end then.
            begun: Where the way begins.
            passes_left: How often to go the same way once more.
        """
        if node is None or node is self:
            if passes_left == 0:
                self.call_later(self._hand_on, waits)
            else:
                self.call_later(self._follow, begun, waits, begun, passes_left - 1)
        elif not node.call_later(self._follow, node._parent, waits, begun, passes_left):
            self.call_later(self._hand_on, waits)  # it is gone, and the key with it
