"""A second, slow reading of the definitions, to hold the fast one against."""
