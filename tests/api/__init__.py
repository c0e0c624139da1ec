"""The doors and the audiences, asked as their visitors ask."""
