from exchange.notices.models.notice import Notice, NoticeReason, NoticeSettings, Pace

__all__ = ["Notice", "NoticeReason", "NoticeSettings", "Pace"]
