"""The return of a session as far as it was typed, opened for those who write it and for nobody else."""

import json

from volunteers.extensions import sealing_key
from volunteers.permissions import Viewer
from volunteers.sealing import unseal
from volunteers.speedwatch.queries.sessions import SessionLine, may_return
from volunteers.speedwatch.rules.sheet import Draft


def open_draft(line: SessionLine, viewer: Viewer) -> Draft:
    """What was typed so far; nothing for anyone who does not write the return, and once it is sent."""
    session = line.session
    if session.draft is None or not may_return(line, viewer):
        return Draft()
    return Draft.from_plain(json.loads(unseal(session.draft, key=sealing_key(), place=session.draft_place)))
