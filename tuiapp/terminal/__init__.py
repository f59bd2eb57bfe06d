"""The terminal: what it can show, and what happens when it is lost."""
