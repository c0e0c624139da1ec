"""Marketplaces that pull: the feeds."""
