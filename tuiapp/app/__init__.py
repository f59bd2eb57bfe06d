"""The dashboard as a program: its apps, keys as they come in, colours, and ways between screens."""
