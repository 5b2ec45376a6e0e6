"""A file becomes a Filing: one reader a format, then tables, headers, numbers, statements, passages."""
