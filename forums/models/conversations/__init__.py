"""What a conversation holds: who takes part, rounds, what was said, and what it adds up to."""
