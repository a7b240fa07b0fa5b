"""What would a payer and its clearinghouse answer? A deterministic simulator that reads and writes X12."""
