"""The books as kept: sealed entries that only ever add."""
