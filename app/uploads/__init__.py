"""Filings that staff adds in the browser."""
