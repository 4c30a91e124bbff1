"""The live session Q&A: the session and its log, who is there, and what is asked, polled and said."""
