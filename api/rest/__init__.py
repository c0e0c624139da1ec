"""Programs that read and write: the JSON API."""
