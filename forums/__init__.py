"""Where people talk, and where what they said becomes learning: threads, live sessions, summaries."""
