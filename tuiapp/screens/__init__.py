"""What happens next: each holds its state and calls the register."""
