"""`python -m app` is the same as `wenzhang`."""

from app.cli import main

main()
