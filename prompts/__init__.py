"""Every sentence that the program says or sends to a model, as data."""
