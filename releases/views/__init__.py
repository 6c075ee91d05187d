"""The pages of the public site, a module a kind."""
