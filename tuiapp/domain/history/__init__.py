"""The log in words, and what two people changed at once."""
