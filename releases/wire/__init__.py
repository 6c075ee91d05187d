"""The press-release text format: reading it, writing it, and what its symbols mean."""
