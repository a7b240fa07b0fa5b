"""What would two months of a billing company look like? A seeded, synthetic one, played for real."""
