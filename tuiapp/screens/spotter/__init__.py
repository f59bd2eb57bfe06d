"""The opportunity spotter and the partner that comes of it."""
