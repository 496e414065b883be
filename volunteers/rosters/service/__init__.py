"""The acts of a roster: each locks what it judges, and refuses in words or does all of it."""

from volunteers.rosters.service.attendance import book_off, book_on
from volunteers.rosters.service.duties import cancel, create_duty, publish
from volunteers.rosters.service.freeing import free
from volunteers.rosters.service.places import assign, withdraw

__all__ = ["assign", "book_off", "book_on", "cancel", "create_duty", "free", "publish", "withdraw"]
