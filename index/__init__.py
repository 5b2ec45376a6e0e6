"""Filings become a library: facts in SQL, passages in Chroma and BM25; finds facts and passages."""
