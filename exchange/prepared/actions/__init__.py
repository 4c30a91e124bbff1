"""Asking for files, making them, throwing them away."""
