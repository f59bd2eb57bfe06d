"""A partner's papers: the guide's tools, filled from its record."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType

from tuiapp.domain.bodies import members_of
from tuiapp.domain.pages import Block, Page
from tuiapp.domain.papers import Paper, as_blocks, paper
from tuiapp.domain.policy import read_policy
from tuiapp.domain.text import clean_line
from tuiapp.places import bind
from tuiapp.screens.dialogs import ask
from tuiapp.screens.page import PageScreen
from tuiapp.screens.partner_deeds import OnePartnerScreen
from tuiapp.screens.pick import Pick

if TYPE_CHECKING:
    from tuiapp.domain.partner import Partner


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
