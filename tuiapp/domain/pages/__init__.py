"""Pages to read, whatever draws them: the guidance, a partner, the tools as papers."""
