"""What needs an officer now: the rules, what they find, and who is open to which pitfall."""
