"""835s as received, and the arithmetic of each."""
