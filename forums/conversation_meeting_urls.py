"""What was said in a conversation elsewhere: files and voices, the transcript, names in the words."""

from django.urls import path

from forums.views.conversations import meetings, names, transcript

PREPARE = "conversations/<slug:slug>/prepare/"

urlpatterns = [
    path(f"{PREPARE}meeting/", meetings.meeting, name="conversation_meeting"),
    path(
        f"{PREPARE}meeting/<int:import_id>/<import_act:verb>/",
        meetings.meeting_act,
        name="conversation_meeting_act",
    ),
    path(f"{PREPARE}transcript/", transcript.transcript, name="conversation_transcript"),
    path(f"{PREPARE}transcript/<int:post_id>/", transcript.turn, name="conversation_turn"),
    path(f"{PREPARE}names/", names.names, name="conversation_names"),
]
