"""Files for other people."""
