"""A conversation as the three files of a Polis export: summary.csv, comments.csv, participants-votes.csv."""
