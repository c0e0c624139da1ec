"""Signing in and out: cards, PINs, passkeys, one-time codes, and the page that asks for them."""
