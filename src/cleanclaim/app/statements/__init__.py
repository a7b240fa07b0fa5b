"""What patients are told they owe, and what they pay."""
