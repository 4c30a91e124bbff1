"""Chats of Zoom in both forms: lines become entries, and entries fold into messages."""

from forums.imports.meetings.chat.entries import holds_entries
from forums.imports.meetings.chat.read import read_chat

__all__ = ["holds_entries", "read_chat"]
