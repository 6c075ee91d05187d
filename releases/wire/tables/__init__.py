"""Tables of a typed text: lines as rows of cells."""
