"""What every stage counts, names and reports with: money, dates, identifiers, findings, refusals."""
