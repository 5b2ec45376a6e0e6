"""The public widget: a script for other people's pages, and the page that shows it."""
