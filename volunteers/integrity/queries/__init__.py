"""Looking for impossible states, one statement each, and reading what was found."""

from volunteers.integrity.queries.given import given
from volunteers.integrity.queries.looking import look
from volunteers.integrity.queries.page import FindingLine, Findings, find_last, get_findings, list_to_tell
from volunteers.integrity.queries.states import STATES

__all__ = ["STATES", "FindingLine", "Findings", "find_last", "get_findings", "given", "list_to_tell", "look"]
