"""Every action with its keys: what there is, where each works, and what a person made of them."""
