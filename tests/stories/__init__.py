"""Whole journeys, told through the door they come in by."""
