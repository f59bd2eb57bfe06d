"""What is drawn: attributes in, messages out; none sees the store."""
