"""The body of a release: its lines as paragraphs, headings, items, notes and contacts."""
