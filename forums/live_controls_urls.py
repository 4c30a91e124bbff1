"""Finding live sessions, and what facilitators set, hand over and end at the desk."""

from django.urls import path, register_converter

from exchange.http import one_of
from forums.views import desk_controls, handover, live_sessions, session_settings

register_converter(one_of(*desk_controls.CONTROLS), "desk_control")

urlpatterns = [
    path("live/", live_sessions.live_sessions, name="live_sessions"),
    path("live/calendar.ics", live_sessions.live_sessions_calendar, name="live_sessions_calendar"),
    path("feeds/live-sessions.atom", live_sessions.live_sessions_feed, name="feed_live_sessions"),
    path("live/new/<subject_kind:kind>/<slug:slug>/", session_settings.schedule, name="schedule_session"),
    path("live/<slug:slug>/desk/settings/", session_settings.session_settings, name="session_settings"),
    path("live/<slug:slug>/desk/set/slow/", desk_controls.slow, name="desk_slow"),
    path("live/<slug:slug>/desk/set/<desk_control:verb>/", desk_controls.control, name="desk_control"),
    path("live/<slug:slug>/desk/backstage/", desk_controls.say, name="say_backstage"),
    path("live/<slug:slug>/desk/pulse/", desk_controls.pulse, name="session_pulse"),
    path("live/<slug:slug>/desk/people/", desk_controls.people, name="session_people"),
    path("live/<slug:slug>/desk/people/<int:pk>/block/", desk_controls.block, name="block"),
    path("live/<slug:slug>/desk/people/<int:pk>/unblock/", desk_controls.unblock, name="unblock"),
    path(
        "live/<slug:slug>/desk/questions/<slug:public_id>/block/",
        desk_controls.block_asker,
        name="block_asker",
    ),
    path("live/<slug:slug>/desk/handover/", handover.handover, name="handover"),
    path("live/<slug:slug>/desk/handover/<str:key>/", handover.take_over, name="take_over"),
    path("live/<slug:slug>/desk/handover/<str:key>/qr.svg", handover.handover_qr, name="handover_qr"),
    path("live/<slug:slug>/desk/rehearsal/", handover.rehearsal, name="rehearsal"),
    path("live/<slug:slug>/desk/rehearsal/end/", handover.end, name="end_rehearsal"),
    path("live/<slug:slug>/desk/rehearsal/copy/", handover.copy, name="copy_rehearsal"),
]
