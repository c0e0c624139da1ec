"""Spreadsheets of households and plots, from the file to the ledger."""
