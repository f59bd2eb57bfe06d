"""Search over the guidance and the register."""
