"""Who may do what, and how staff signs in."""
