"""Spreadsheets in and out: bounded when read, and never a formula when written."""
