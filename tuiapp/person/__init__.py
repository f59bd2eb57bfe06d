"""What belongs to a person and to no register: settings, drafts, and where their files are."""
