"""What partners answered before adjudication."""
