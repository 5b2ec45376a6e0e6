"""The cell sweep: a question for a cell of a filing, asked, and the cell looked for in the answer."""
