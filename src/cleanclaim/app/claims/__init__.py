"""Claims: drafts, frozen versions, and the way each went."""
