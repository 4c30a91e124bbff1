"""Consent before words travel: whoever said something is asked before a summary that quotes it gets out."""

from forums.actions.consents.answering import agree, correct, decline
from forums.actions.consents.asking import ask_for_consents
from forums.actions.consents.letters import remind_of_consents, send_consent_letter
from forums.actions.consents.sealing import forget_who_spoke
from forums.actions.consents.silence import take_silence_as_answer
from forums.actions.consents.tokens import requests_behind
from forums.actions.consents.withdrawing import withdraw_consent

__all__ = [
    "agree",
    "ask_for_consents",
    "correct",
    "decline",
    "forget_who_spoke",
    "remind_of_consents",
    "requests_behind",
    "send_consent_letter",
    "take_silence_as_answer",
    "withdraw_consent",
]
