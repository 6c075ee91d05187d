"""Help at the desk: a page per task, the words of the trade, and the keys."""
