"""Reading the vetting room, always as someone: what is not theirs is not found."""

from volunteers.vetting.queries.cases import Colleague, Desk, get_desk, level_of, line_of, list_colleagues
from volunteers.vetting.queries.file import VettingFile, get_file, get_vetting_document, list_enquiries
from volunteers.vetting.queries.queue import NextCase, count_waiting, find_next
from volunteers.vetting.queries.sample import SampleWeek, list_auditors, list_sample
from volunteers.vetting.queries.scope import (
    find_application,
    find_closed,
    find_opening,
    find_proposal,
    get_case,
    is_over,
)

__all__ = [
    "Colleague",
    "Desk",
    "NextCase",
    "SampleWeek",
    "VettingFile",
    "count_waiting",
    "find_application",
    "find_closed",
    "find_next",
    "find_opening",
    "find_proposal",
    "get_case",
    "get_desk",
    "get_file",
    "get_vetting_document",
    "is_over",
    "level_of",
    "line_of",
    "list_auditors",
    "list_colleagues",
    "list_enquiries",
    "list_sample",
]
