"""Telling people, marking what they read, their wishes, and the mail that follows."""
