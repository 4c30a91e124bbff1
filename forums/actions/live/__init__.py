"""Writes to a live session. Each is a row and an event in one transaction (see ``log``)."""
