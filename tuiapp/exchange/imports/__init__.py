"""Lists of organisations, read from the files of other people."""
