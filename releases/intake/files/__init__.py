"""Files of every kind as text: which of them are read, and what each says."""
