"""The acts of a roster: each locks what it judges, and refuses in words or does all of it."""

from volunteers.rosters.service.attendance import book_off, book_on
from volunteers.rosters.service.cancelling import cancel
from volunteers.rosters.service.changing import change_duty, confirm_change
from volunteers.rosters.service.duties import PublishedMany, create_duty, publish, publish_many
from volunteers.rosters.service.freeing import free
from volunteers.rosters.service.places import assign, withdraw

__all__ = [
    "PublishedMany",
    "assign",
    "book_off",
    "book_on",
    "cancel",
    "change_duty",
    "confirm_change",
    "create_duty",
    "free",
    "publish",
    "publish_many",
    "withdraw",
]
