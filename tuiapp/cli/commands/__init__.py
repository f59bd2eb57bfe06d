"""The commands: each reads its options, calls the domain or the register, and writes an answer."""
