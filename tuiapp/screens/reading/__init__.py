"""Pages of the guidance, and lists of its entries."""
