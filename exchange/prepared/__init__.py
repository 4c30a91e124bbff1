"""Long documents that are made in the background and kept for a week for whoever asked for them."""
