"""Reading imports, what the force has, and who is here already."""

from volunteers.imports.queries.catalogue import get_catalogue
from volunteers.imports.queries.imports import (
    find_force_number,
    find_maker,
    get_import,
    get_own,
    list_imports,
    list_left,
    list_same_file,
    list_unattended,
)
from volunteers.imports.queries.known import list_known
from volunteers.imports.queries.problems import ProblemPage, count_kinds, groups_of, iterate_problems, list_problems

__all__ = [
    "ProblemPage",
    "count_kinds",
    "find_force_number",
    "find_maker",
    "get_catalogue",
    "get_import",
    "get_own",
    "groups_of",
    "iterate_problems",
    "list_imports",
    "list_known",
    "list_left",
    "list_problems",
    "list_same_file",
    "list_unattended",
]
