"""What is kept or sent outside a request."""
