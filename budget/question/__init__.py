"""Words to meaning: what a question asks for, of which line, body and year."""
