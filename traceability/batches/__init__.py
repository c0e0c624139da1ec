"""How a batch stands: the fold of what was recorded about it."""
