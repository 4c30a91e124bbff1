from exchange.notices.models.notice import Notice, NoticeQuerySet, NoticeReason, NoticeSettings, Pace

__all__ = ["Notice", "NoticeQuerySet", "NoticeReason", "NoticeSettings", "Pace"]
