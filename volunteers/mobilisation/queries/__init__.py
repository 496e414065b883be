"""Calls as staff see them, as those asked see them, and who would be asked."""

from volunteers.mobilisation.queries.answering import CallToMe, get_by_link, get_own, list_own
from volunteers.mobilisation.queries.calls import CallLine, LivePage, get_call, list_calls
from volunteers.mobilisation.queries.who import Found, find_people, look

__all__ = [
    "CallLine",
    "CallToMe",
    "Found",
    "LivePage",
    "find_people",
    "get_by_link",
    "get_call",
    "get_own",
    "list_calls",
    "list_own",
    "look",
]
