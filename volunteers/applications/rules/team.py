"""Who can be counted in a team: different people, and the applicant only once."""

from collections.abc import Mapping, Sequence
from typing import Any

from volunteers.people.rules.mailbox import is_same_mailbox


def faults_of_team(members: Sequence[Mapping[str, Any]], *, own_email: str) -> list[str]:
    """Why these people are not a team beside the applicant; empty when they are. Never raises.

    People are told apart by their mailboxes, for two may share a name.
    """
    faults: list[str] = []
    for place, member in enumerate(members):
        who, address = str(member.get("name") or ""), str(member.get("email") or "")
        if is_same_mailbox(address, own_email):
            faults.append(f"{who} has your own e-mail address. You count already: name someone else.")
            continue
        before = (other for other in members[:place] if is_same_mailbox(address, str(other.get("email") or "")))
        if (other := next(before, None)) is not None:
            faults.append(
                f"{who} and {other.get('name')} have the same e-mail address. Name different people, each with an "
                "address of their own."
            )
    return list(dict.fromkeys(faults))
