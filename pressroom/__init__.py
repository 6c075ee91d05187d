"""pressroom: the site that puts releases, events and institutes together."""
