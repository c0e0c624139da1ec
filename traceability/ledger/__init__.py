"""The one door in, and what is made from everything that came through it."""
