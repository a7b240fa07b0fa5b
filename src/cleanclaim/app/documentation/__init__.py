"""Notes, their signed versions, and questions to the clinician."""
