"""What a filing is and what can be computed from it: values, arithmetic, plans."""
