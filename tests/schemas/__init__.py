"""What crosses the wall."""
