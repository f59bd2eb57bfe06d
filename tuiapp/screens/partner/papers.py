"""A partner's papers: the guide's tools, filled from its record."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType

from tuiapp.domain.models.policy import read_policy
from tuiapp.domain.pages.page import Block, Page
from tuiapp.domain.pages.papers import Paper, as_blocks, paper
from tuiapp.domain.register.memberships import members_of
from tuiapp.domain.text import clean_line
from tuiapp.screens.partner.actions import OnePartnerScreen
from tuiapp.screens.reading.page import PageScreen
from tuiapp.screens.shared.dialogs import ask
from tuiapp.screens.shared.pick import Pick
from tuiapp.widgets.bindings import bind

if TYPE_CHECKING:
    from tuiapp.domain.models.partner import Partner


class PartnerPapersScreen(OnePartnerScreen):
    """A partner's screen from which its papers are read."""

    BINDINGS: ClassVar[list[BindingType]] = bind("partner-papers")

    @work
    async def action_papers(self) -> None:
        """Ask which tool, and show it filled from the partner's record."""
        partner = self.readable_partner()
        if partner is None:
            return
        name = clean_line(partner.name)
        tools = [(tool.id, f"{tool.name}: {tool.text}") for tool in self.guide.tools]
        tool_id = await ask(self, Pick(f"Which paper for {name}?", tools))
        # Somebody may have taken the partner out meanwhile.
        partner = self.readable_partner()
        if tool_id is not None and partner is not None:
            page = paper_page(self._paper(tool_id, partner))
            self.app.push_screen(PageScreen(self.register, page, f"Paper for {name}"))

    def _paper(self, tool_id: str, partner: Partner) -> Paper:
        snapshot = self.register.snapshot
        tool = next(tool for tool in self.guide.tools if tool.id == tool_id)
        return paper(
            tool,
            self.guide,
            partner,
            read_policy(snapshot.header.policy),
            self.today(),
            council=snapshot.header.authority,
            members=[
                str(m.get("name", "")) for m in members_of(self.partner_id, snapshot.documents)
            ],
        )


def paper_page(filled: Paper) -> Page:
    """Return a filled paper as a page to read, with how to write it as a file."""
    name = quote(filled.partner)  # it may be copied into a shell, whatever somebody is called
    command = f"partnertui guide tools {filled.tool} --for {name} -o {filled.tool}.md"
    blocks = [Block("text", filled.state), *as_blocks(filled)]
    blocks += [Block("heading", "To write it as a file"), Block("text", command)]
    blocks += [Block("source", f"Source: {source}") for source in filled.sources]
    return Page(f"{filled.title}: {filled.partner}", tuple(blocks))
