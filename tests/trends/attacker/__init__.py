"""An outsider who has every published release and sets up every equation that follows from them.

Written apart from what hides cells: it shares the published form with it and nothing else, so that a fault there is not
repeated here. ``attack`` says what can be proved of each cell, ``pairs`` of each difference of two published cohorts,
and ``judge``, which alone knows the truth, says which proofs break a promise.
"""

from tests.trends.attacker.attacking import Attack, attack, pairs
from tests.trends.attacker.judging import Broken, Truth, judge
from tests.trends.attacker.naming import Interval, Name, Pair

__all__ = ["Attack", "Broken", "Interval", "Name", "Pair", "Truth", "attack", "judge", "pairs"]
