"""What runs behind: numbering, healing, ticking, checking; each kind under its lease."""
