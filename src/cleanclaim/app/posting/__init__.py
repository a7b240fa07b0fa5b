"""From remittance to entries, exactly once."""
