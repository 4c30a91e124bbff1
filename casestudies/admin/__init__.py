"""The library in the administration: what an editor looks after without help."""

from casestudies.admin import cases, meetings, programme, vocabularies

__all__ = ["cases", "meetings", "programme", "vocabularies"]
