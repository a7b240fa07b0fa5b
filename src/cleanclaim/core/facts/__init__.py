"""What does every stage speak in? Frozen facts and their published table schemas, from one definition."""
