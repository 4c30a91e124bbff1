"""Facilitating and moderating."""

from django.urls import path, register_converter

from exchange.http import one_of
from forums.views import facilitate, moderation

register_converter(one_of(*facilitate.THREAD_VERBS), "thread_verb")
register_converter(one_of(*facilitate.POST_VERBS), "post_verb")

THREAD, POST = "threads/<int:thread_id>/", "threads/<int:thread_id>/posts/<int:number>/"

urlpatterns = [
    path(f"{THREAD}facilitate/", facilitate.facilitate_thread, name="facilitate_thread"),
    path(
        f"{THREAD}facilitate/<thread_verb:verb>/",
        facilitate.facilitate_thread_act,
        name="facilitate_thread_act",
    ),
    path(f"{THREAD}log/", facilitate.thread_log, name="thread_log"),
    path(f"{POST}facilitate/", facilitate.facilitate_post, name="facilitate_post"),
    path(f"{POST}facilitate/<post_verb:verb>/", facilitate.facilitate_post_act, name="facilitate_post_act"),
    path(f"{POST}flag/", moderation.flag, name="flag_post"),
    path("moderation/", moderation.queue, name="moderation"),
    path("moderation/log/", moderation.moderation_log, name="moderation_log"),
    path("moderation/acts/<int:act_id>/undo/", facilitate.undo, name="undo_act"),
    path("moderation/people/<slug:handle>/", moderation.person, name="moderate_person"),
]
