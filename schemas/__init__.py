"""What crosses the wall: JSON in and out, its shape checked, its words for the API description."""
