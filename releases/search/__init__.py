"""From words to the releases that answer them."""
