"""The API under /api/v1: questions, filings, tables, pages, checks, and what an operator watches."""
