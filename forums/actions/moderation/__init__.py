"""What facilitators do about posts and people: each act is reasoned, logged, told, and can be undone."""
