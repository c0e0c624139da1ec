"""Who, where, what, under which certificate and for how much: every revision of it is kept."""
