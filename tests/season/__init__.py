"""A household's season on paper, as a pure function over its events."""
