"""What facilitators do with threads: each act is logged, and can be undone."""
