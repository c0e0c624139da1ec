"""What is printed: cards, tags, tables and slips as PDF, of texts and numbers that are handed in."""
