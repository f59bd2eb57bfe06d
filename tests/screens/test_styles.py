"""How the screens look follows from the style sheet, and from nothing that happened on the way."""

from __future__ import annotations

from typing import Any

from tests.screens.conftest import Dashboard, Fields, OpenDashboard

WAYS: tuple[list[str], ...] = (
    [],
    ["2"],
    ["enter"],
    ["3"],
    ["4"],
    ["question_mark"],
    ["escape", "y"],
    ["escape", "a"],
    ["escape", "enter"],
    ["right", "right", "enter"],
    ["escape", "2"],
    ["1"],
)
"""Keys from place to place: every part, screens on top of them, a dialog, a form, and back."""


def styles(dashboard: Dashboard) -> list[tuple[str, dict[str, Any]]]:
    """Return what every widget in sight was given by the style sheet."""
    nodes = [node for screen in dashboard.app.screen_stack for node in screen.walk_children()]
    return [(str(node), dict(node.styles.base.get_rules())) for node in nodes]


async def test_a_new_screen_has_all_its_styles(open_dashboard: OpenDashboard, oak: Fields) -> None:
    """Styled all over again by Textual, no widget on the way through the dashboard changes."""
    for size in ((130, 30), (40, 12)):
        async with open_dashboard(size=size) as dashboard:
            for keys in WAYS:
                await dashboard.press(*keys)
                before = styles(dashboard)
                shown = dashboard.text
                dashboard.app.refresh_css(animate=False)
                await dashboard.settle()
                assert before, keys
                assert styles(dashboard) == before, keys
                assert dashboard.text == shown, keys
