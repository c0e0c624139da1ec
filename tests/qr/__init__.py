"""Ink and pictures: whatever is drawn is read back."""
