"""Measuring, by one command each."""
