"""The list of partners, what is done to many of them, and likely duplicates."""
