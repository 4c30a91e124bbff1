"""Benches: our own parts beside what one would use without them, in the same run (bench/README.md)."""
