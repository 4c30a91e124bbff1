"""Taking part in a live session: similar questions, one's own part, and the way back."""

from django.urls import path, register_converter

from exchange.http import one_of
from forums.views import bursts, live, your_part

register_converter(one_of(*bursts.BURST_ACTS), "burst_act")

urlpatterns = [
    path("live/<slug:slug>/similar/", live.similar, name="similar_questions"),
    path("live/<slug:slug>/you/", your_part.your_part, name="your_part"),
    path("live/<slug:slug>/back/<str:token>/", your_part.come_back, name="come_back"),
    path("live/<slug:slug>/desk/bursts/<int:burst_id>/<burst_act:verb>/", bursts.burst_act, name="burst_act"),
]
