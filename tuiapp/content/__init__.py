"""The guidance as data, and its loader."""
