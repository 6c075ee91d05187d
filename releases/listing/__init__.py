"""Lists of public releases: filtered, counted, divided, paged."""
