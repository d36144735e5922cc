"""The dictionary of all fields, and the catalogue of all files."""
