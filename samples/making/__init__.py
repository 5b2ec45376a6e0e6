"""How the sample filings are made from the figures and texts in samples/data."""
