"""A household's season on paper: what it did, what it handed over, and to whom."""
