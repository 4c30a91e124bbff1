"""A conversation: set up, people invited, rounds held, words given, carried into its record, kept."""
