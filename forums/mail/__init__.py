"""Mail that answers posts: the addresses, what a mail says, and the ways in."""
