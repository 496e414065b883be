"""A sign of life: whatever a coordinator does for their scheme says that it runs."""

from volunteers import clock
from volunteers.people.models import LinkPurpose
from volunteers.people.service import end_links
from volunteers.permissions import Viewer
from volunteers.watch_schemes.models import WatchScheme
from volunteers.watch_schemes.queries.own import get_own_scheme
from volunteers.watch_schemes.rules import SchemeState


def hold_own(by: Viewer) -> WatchScheme:
    """The viewer's own scheme, held until the end of the transaction, with a sign of life; raises ``NotFound``."""
    scheme = get_own_scheme(by, locked=True)
    show_life(scheme)
    return scheme


def show_life(scheme: WatchScheme) -> None:
    """Something was done for the scheme now: it runs, and a question whether it does is answered."""
    scheme.last_sign_at = clock.now()
    if scheme.asked_at is not None:
        scheme.asked_at = None
        end_links(LinkPurpose.WATCH_SCHEME, scheme.id)
    if scheme.state is SchemeState.INACTIVE:
        scheme.state = SchemeState.ACTIVE
