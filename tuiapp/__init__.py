"""A guide to partnership working and a register of partners, in one terminal."""

__version__ = "0.1.0"
