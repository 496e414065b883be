"""Reading accounts, sign-ins and volunteers."""

from volunteers.people.queries.links import OpenedLink, open_link
from volunteers.people.queries.own_strands import serves_in, serving_in
from volunteers.people.queries.qualification_kinds import (
    get_qualification_kind,
    list_qualification_kinds,
    qualification_names,
)
from volunteers.people.queries.records import VolunteerRecord, get_record
from volunteers.people.queries.sign_ins import digest_of, find_account, find_sign_in, get_viewer_of, list_sign_ins
from volunteers.people.queries.standings import find_volunteer_of, get_standings
from volunteers.people.queries.volunteers import VolunteerPage, get_volunteer, list_volunteers

__all__ = [
    "OpenedLink",
    "VolunteerPage",
    "VolunteerRecord",
    "digest_of",
    "find_account",
    "find_sign_in",
    "find_volunteer_of",
    "get_qualification_kind",
    "get_record",
    "get_standings",
    "get_viewer_of",
    "get_volunteer",
    "list_qualification_kinds",
    "list_sign_ins",
    "list_volunteers",
    "open_link",
    "qualification_names",
    "serves_in",
    "serving_in",
]
