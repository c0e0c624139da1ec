"""The provinces and communes of Vietnam by code and date, from old to new, and by name."""
