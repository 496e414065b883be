"""The qualifications a post may ask for, by name, until the force keeps its own list of them.

What each takes to earn, and how long it lasts, is the force's: one is held between the dates recorded.
"""

from volunteers.people.rules.qualifications import DEFAULTS

QUALIFICATIONS = {each.code: each.name for each in DEFAULTS}


def qualification_name(code: str) -> str:
    """What people call it; a code that is not in the list is read as words."""
    return QUALIFICATIONS.get(code) or code.replace("_", " ").capitalize()
