"""What people fill in. Forms clean words; actions decide."""
