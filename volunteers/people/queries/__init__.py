"""Reading accounts, sign-ins and volunteers."""

from volunteers.people.queries.sign_ins import digest_of, find_account, get_viewer_of, list_sign_ins
from volunteers.people.queries.standings import find_volunteer_of, get_standings

__all__ = [
    "digest_of",
    "find_account",
    "find_volunteer_of",
    "get_standings",
    "get_viewer_of",
    "list_sign_ins",
]
