"""One partner: its parts, and the forms that change them."""
