"""Files sent, and which claim version went in which."""
