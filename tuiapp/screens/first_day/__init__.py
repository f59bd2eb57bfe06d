"""The first day: how a register comes to be, and four lines about the keys."""
