"""What is true about farm produce: one log of records, and views computed from it."""
