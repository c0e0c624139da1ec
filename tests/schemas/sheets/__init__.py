"""Spreadsheets as they come from people, and from people who mean no good."""
