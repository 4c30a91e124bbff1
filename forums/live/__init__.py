"""The session's socket: who hears what (groups), in which words (payloads), by which door (consumers)."""
