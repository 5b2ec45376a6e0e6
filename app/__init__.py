"""The use case (ask) and its faces: command line, chat; wiring and settings."""
