"""What is kept: a partner and its parts, the policy, and the guidance; checked when read."""
