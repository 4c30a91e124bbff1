from datetime import time, timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumsConfig(AppConfig):
    name = "forums"
    verbose_name = _("Forums")

    def ready(self) -> None:
        from exchange.notices.replies import register_replies
        from exchange.people.actions.closing import on_closing
        from exchange.work.schedule import register_schedule
        from forums.actions.consents import forget_who_spoke, remind_of_consents, take_silence_as_answer
        from forums.actions.conversations.rounds import move_rounds_on_time
        from forums.actions.conversations.telling import drop_conversation_contacts, remind_of_closing
        from forums.actions.conversations.voting import close_voting_on_time
        from forums.actions.drafts import drop_old_drafts
        from forums.actions.facilitating.nudging import nudge_waiting_threads
        from forums.actions.forgetting_people import forget_person
        from forums.actions.importing import drop_old_imports
        from forums.actions.live.backstage import forget_old_backstage
        from forums.actions.live.contacts import drop_old_contacts
        from forums.actions.live.follow_up import nudge_owners
        from forums.actions.network_log import register_log
        from forums.actions.reply_addresses import address_by_key
        from forums.consent_notices import register_consent_sources
        from forums.inbound.clean_up import register_clean_up
        from forums.inbound.mailbox import register_fetching
        from forums.inbound.webhook import listen_to_providers
        from forums.notices import register_sources
        from forums.presentation.prepared import register_originals
        from forums.sitemaps import register_sitemaps
        from forums.slots import register_slots  # models exist only now

        register_slots()
        register_sources()
        register_consent_sources()
        register_originals()
        register_log()
        on_closing(forget_person)
        register_sitemaps()
        register_replies(address_by_key)
        register_schedule("nudges", job=nudge_waiting_threads, daily_at=time(6, 30))
        register_schedule("questions to answer", job=nudge_owners, daily_at=time(6, 40))
        register_schedule("rounds on time", job=move_rounds_on_time, every=timedelta(minutes=1))
        register_schedule("votes on statements", job=close_voting_on_time, every=timedelta(minutes=1))
        register_schedule("rounds that close soon", job=remind_of_closing, daily_at=time(6, 50))
        register_schedule("addresses of participants", daily_at=time(3, 36), job=drop_conversation_contacts)
        register_fetching()
        register_clean_up()
        listen_to_providers()
        register_schedule("old drafts and files", daily_at=time(3, 30), job=drop_old_drafts)
        register_schedule("addresses of guests", daily_at=time(3, 35), job=drop_old_contacts)
        register_schedule("what was said backstage", daily_at=time(3, 50), job=forget_old_backstage)
        register_schedule("files of imports", daily_at=time(3, 40), job=drop_old_imports)
        register_schedule("reminders of consents", daily_at=time(6, 50), job=remind_of_consents)
        register_schedule("consents by silence", every=timedelta(hours=1), job=take_silence_as_answer)
        register_schedule("who spoke", daily_at=time(3, 55), job=forget_who_spoke)
