"""The opportunity spotter: what answers mean, and what they lead to."""
