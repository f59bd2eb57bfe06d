"""The guidance in reading order, side by side, and by benefit and pitfall."""
