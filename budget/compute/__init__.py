"""One operation a file: what it needs, how it is computed, with its steps."""
