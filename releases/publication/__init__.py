"""One release as it is given out."""
