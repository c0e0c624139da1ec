"""Who asks, and how they are answered: the Flask application and its audiences."""
