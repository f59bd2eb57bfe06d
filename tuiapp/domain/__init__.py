"""The vocabulary: what a partner is, how it changes, what the guidance says. No I/O, no clock."""
