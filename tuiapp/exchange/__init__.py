"""Files from and for other people."""
