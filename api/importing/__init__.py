"""A spreadsheet of households and plots: read whole, checked whole, then recorded through the one door."""
