"""How the catalogue of institutes, events and series changes: by an editor's hand, and never unseen."""
