"""TauArgus on the same tables: it hides hardly less, and its audit proves exactly what our attacker proves."""

from bench.yardstick import GOAL, THRESHOLD, beside, random_tables, the_base_table
from tests.trends.attacker.judging import is_vague
from volunteers.trends.disclosure.needs import small_cells
from volunteers.trends.disclosure.tables import Key


def test_the_base_table_is_hidden_as_tauargus_hides_it() -> None:
    base = beside([the_base_table()])[0]
    assert base.ours == base.less == base.more
    assert base.table.cost(base.ours) == 67, "the 6, and 61 people hidden with them"
    assert base.proved[Key("active", "specials", "east")] == (0, 28)


def test_random_tables_are_hidden_as_well_and_proved_alike() -> None:
    found = beside(random_tables(9))
    for one in found:
        assert one.proved == one.audited
        small = small_cells(one.table.system, THRESHOLD)
        assert set(small) <= one.ours
        assert all(is_vague(one.proved[key], THRESHOLD) for key in small)
        ratio = one.ratio(one.less)
        assert not one.less_is_enough or ratio is None or ratio <= GOAL
