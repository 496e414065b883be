"""The two pages of cards: each card opens, and a strand's own is for those who work in that strand."""

import pytest
from flask import Flask

from volunteers.permissions import Grant, Permission, Role, Viewer
from volunteers.web.work import ON_THE_DAY, STRAND_WORK, Work, for_viewer

CARDS = (*ON_THE_DAY, *STRAND_WORK)


@pytest.mark.parametrize("work", CARDS, ids=lambda work: work.endpoint)
def test_each_card_opens_a_page(app: Flask, work: Work) -> None:
    assert any(rule.endpoint == work.endpoint and not rule.arguments for rule in app.url_map.iter_rules())


@pytest.mark.parametrize(
    ("strand", "area", "others", "expected"),
    [
        ("farm_watch", None, (), ["farms.premises"]),
        ("farm_watch", "somerset", (), ["farms.premises"]),
        ("special_constabulary", None, (), []),
        ("cadets", None, (), []),  # not cleared for children
        ("cadets", None, (Grant(Role.CLEARED_FOR_CHILDREN),), ["cadet_units.units"]),
        (None, None, (Grant(Role.CLEARED_FOR_CHILDREN),), ["farms.premises", "cadet_units.units"]),
    ],
)
def test_a_card_of_a_strand_is_for_those_who_work_in_it(
    strand: str | None, area: str | None, others: tuple[Grant, ...], expected: list[str]
) -> None:
    work = (
        Work("farms.premises", "Premises", "", Permission.FARM_EDIT, "farm_watch"),
        Work("cadet_units.units", "Cadet units", "", Permission.REGISTER_TAKE, "cadets"),
    )
    viewer = Viewer(1, "Helen", frozenset({Grant(Role.COORDINATOR, strand, area), *others}))
    assert [each.endpoint for each in for_viewer(work, viewer)] == expected
