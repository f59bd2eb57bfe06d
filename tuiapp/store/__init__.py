"""Where partners are kept; the only package that knows."""
