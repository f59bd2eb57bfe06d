"""What needs somebody now, and the policy that decides it."""
