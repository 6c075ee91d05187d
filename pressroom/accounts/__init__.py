"""Pages about accounts at the editors' desk: one's own, and those of others."""
