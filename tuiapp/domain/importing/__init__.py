"""Bringing organisations in: what a file told, joined, assembled and matched with the register."""
