"""The cooperative officer's desk, in a browser."""
