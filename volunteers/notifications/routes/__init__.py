"""Pages about messages, and what providers of messages tell of them."""

from volunteers.notifications.routes import leaving, letters, receipts, templates
from volunteers.notifications.routes.blueprint import bp

__all__ = ["bp", "leaving", "letters", "receipts", "templates"]
