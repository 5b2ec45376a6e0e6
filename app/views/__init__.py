"""Answers, sources, tables and reports as HTML; pure functions of what they show."""
