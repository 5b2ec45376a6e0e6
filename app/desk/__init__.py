"""The desk: the library with its answering service, and what is kept of answers."""
