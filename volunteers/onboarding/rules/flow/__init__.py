"""How applications flow: how far they come, how long they stand, whom they wait for and where they end."""

from volunteers.onboarding.rules.flow.bars import Piece, funnel_pieces, range_pieces, share_width
from volunteers.onboarding.rules.flow.funnel import Funnel, FunnelRow, Way, funnel_of, path_of, share_words
from volunteers.onboarding.rules.flow.leaving import Ending, Leaving, LeavingRow, leaving_of
from volunteers.onboarding.rules.flow.periods import LAST_MONTHS, Period, is_upside_down, months_back
from volunteers.onboarding.rules.flow.standing import Standing, StandingRow, Waiting, standing_of
from volunteers.onboarding.rules.flow.stays import FEWEST, Left, Spread, Stay, StayRow, spread_of, stay_rows

__all__ = [
    "FEWEST",
    "LAST_MONTHS",
    "Ending",
    "Funnel",
    "FunnelRow",
    "Leaving",
    "LeavingRow",
    "Left",
    "Period",
    "Piece",
    "Spread",
    "Standing",
    "StandingRow",
    "Stay",
    "StayRow",
    "Waiting",
    "Way",
    "funnel_of",
    "funnel_pieces",
    "is_upside_down",
    "leaving_of",
    "months_back",
    "path_of",
    "range_pieces",
    "share_width",
    "share_words",
    "spread_of",
    "standing_of",
    "stay_rows",
]
