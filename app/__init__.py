"""The use case (ask) and its faces: command line, screens; wiring and settings."""
