"""Buyers who scan a code: the page behind it, its QR and its data."""
