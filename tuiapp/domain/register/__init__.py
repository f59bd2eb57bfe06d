"""What can be asked of partners and done to them, on documents as they are stored."""
