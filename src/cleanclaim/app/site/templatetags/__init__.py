"""What may a template say? The words (filters) and the parts (components) of every page."""
