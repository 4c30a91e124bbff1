"""Conversations: prepared, taken part in, run, and read as they last."""
