"""The peer: a consumer as the Channels tutorial has it, and one group_send for each event."""

from typing import Any

from asgiref.sync import async_to_sync
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.layers import get_channel_layer

from forums.live.groups import Audience
from forums.live.payloads import is_shown_to, question_payload, was_shown_to
from forums.models import LiveEvent, Question


class StockConsumer(AsyncJsonWebsocketConsumer):
    """Joins its room's group and passes on what the group is sent."""

    channel_layer_alias = "stock"

    async def connect(self) -> None:
        self.group = group_of(int(self.scope["url_route"]["kwargs"]["session_id"]))
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.group, self.channel_name)

    async def room_event(self, message: dict[str, Any]) -> None:
        await self.send_json(message["content"])


class StockPubSubConsumer(StockConsumer):
    """The same over Redis' pub/sub, which the makers of Channels offer beside their default layer."""

    channel_layer_alias = "stock-pubsub"


def group_of(session_id: int) -> str:
    return f"session.{session_id}"


def content_of(session_id: int, seq: int) -> dict[str, Any] | None:
    """What one event changed for attendees; nothing where they may not see it."""
    event = LiveEvent.objects.get(session_id=session_id, seq=seq)
    content: dict[str, Any] = {"seq": seq, "questions": [], "removed": []}
    for question in Question.objects.filter(pk__in=event.question_ids).with_people():
        if is_shown_to(question, Audience.ATTENDEES):
            content["questions"].append(question_payload(question, Audience.ATTENDEES))
        elif was_shown_to(question, Audience.ATTENDEES):
            content["removed"].append(question.public_id)
    return content if content["questions"] or content["removed"] else None


def announce(layer: str, session_id: int, seq: int) -> None:
    """Send the room what one event changed. What attendees may not see is not sent at all."""
    content = content_of(session_id, seq)
    if content:
        send = async_to_sync(get_channel_layer(layer).group_send)
        send(group_of(session_id), {"type": "room.event", "content": content})
