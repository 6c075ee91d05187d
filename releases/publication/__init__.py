"""One release as it is given out: what its address answers, what its page shows, and its formats."""
