"""The one way in which a record changes: edits, and taking them back."""
