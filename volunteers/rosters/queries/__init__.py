"""Reading duties: what the rules need to know, and frozen rows shaped for each page."""

from volunteers.rosters.queries.candidates import Candidate, Candidates, find_candidates
from volunteers.rosters.queries.facts import days_touched, duty_facts, list_engagements, post_facts
from volunteers.rosters.queries.one_duty import DutyPage, OwnPlace, get_duty, list_posts
from volunteers.rosters.queries.open_duties import OpenDuties, OpenDuty, list_open_duties
from volunteers.rosters.queries.own import OwnDuties, OwnDuty, Self, get_own_duties, get_self
from volunteers.rosters.queries.rows import DutyWords, PostRow, area_name, words_of
from volunteers.rosters.queries.staff import PersonGone, PersonOn, StaffDuty, get_staff_duty, list_units
from volunteers.rosters.queries.staff_list import DutyLine, DutyLines, list_duties

__all__ = [
    "Candidate",
    "Candidates",
    "DutyLine",
    "DutyLines",
    "DutyPage",
    "DutyWords",
    "OpenDuties",
    "OpenDuty",
    "OwnDuties",
    "OwnDuty",
    "OwnPlace",
    "PersonGone",
    "PersonOn",
    "PostRow",
    "Self",
    "StaffDuty",
    "area_name",
    "days_touched",
    "duty_facts",
    "find_candidates",
    "get_duty",
    "get_own_duties",
    "get_self",
    "get_staff_duty",
    "list_duties",
    "list_engagements",
    "list_open_duties",
    "list_posts",
    "list_units",
    "post_facts",
    "words_of",
]
