"""A broken force file is refused with file, key and reason, all faults at once."""

import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from volunteers.forces.queries import FOLDER, MODEL_FORCE
from volunteers.forces.rules import SUBJECTS, Force, ForceFileError, OccupationOutcome, SupportRole, force_from

MODEL_TEXT = (FOLDER / f"{MODEL_FORCE}.toml").read_text(encoding="utf-8")


def a_force_file() -> dict[str, Any]:
    return tomllib.loads(MODEL_TEXT)


def read(content: dict[str, Any]) -> Force:
    return force_from("somewhere", "somewhere.toml", content)


def faults_after(breaking: Callable[[dict[str, Any]], object]) -> list[tuple[str, str]]:
    content = a_force_file()
    breaking(content)
    with pytest.raises(ForceFileError) as caught:
        read(content)
    return [(fault.key, fault.reason) for fault in caught.value.faults]


BROKEN: list[tuple[str, Callable[[dict[str, Any]], object], str, str]] = [
    ("missing key", lambda c: c.pop("name"), "name", "is missing"),
    ("unknown key", lambda c: c.update(nme="x"), "nme", "is not a key of a force file"),
    ("wrong type", lambda c: c.update(name=7), "name", "must be text, not 7"),
    ("blank text", lambda c: c.update(short_name=" "), "short_name", "must be text"),
    ("website", lambda c: c.update(website="ours"), "website", "is not a web address"),
    ("no areas", lambda c: c.pop("areas"), "areas", "is missing"),
    ("areas not tables", lambda c: c.update(areas=["bristol"]), "areas", "must be one or more tables"),
    (
        "duplicate area",
        lambda c: c["areas"].append({"code": "bristol", "name": "Bristol again"}),
        "areas",
        "code 'bristol' stands 2 times",
    ),
    ("area code", lambda c: c["areas"][1].update(code="Bristol City"), "areas[2].code", "small letters"),
    ("area without name", lambda c: c["areas"][0].pop("name"), "areas[1].name", "is missing"),
    ("area unknown key", lambda c: c["areas"][0].update(nam="B"), "areas[1].nam", "is not a key"),
    ("no contacts", lambda c: c.pop("contacts"), "contacts", "is missing"),
    ("contact missing", lambda c: c["contacts"].pop("cadets"), "contacts.cadets", "is missing"),
    ("contact unknown", lambda c: c["contacts"].update(horses="a@b.example"), "contacts.horses", "is not a key"),
    ("contact not an address", lambda c: c["contacts"].update(general="us"), "contacts.general", "an e-mail address"),
    ("number missing", lambda c: c["numbers"].pop("rest_hours"), "numbers.rest_hours", "is missing"),
    ("number unknown", lambda c: c["numbers"].update(rest={"value": 1}), "numbers.rest", "is not a key"),
    ("number bare", lambda c: c["numbers"].update(rest_hours=11), "numbers.rest_hours", "must be a table"),
    ("number empty", lambda c: c["numbers"].update(rest_hours={}), "numbers.rest_hours", "must be a table"),
    ("number text", lambda c: c["numbers"]["rest_hours"].update(value="11"), "numbers.rest_hours.value", "whole"),
    ("number true", lambda c: c["numbers"]["rest_hours"].update(value=True), "numbers.rest_hours.value", "whole"),
    ("number zero", lambda c: c["numbers"]["rest_hours"].update(value=0), "numbers.rest_hours.value", "above 0"),
    ("number valueless", lambda c: c["numbers"]["rest_hours"].pop("value"), "numbers.rest_hours.value", "is missing"),
    (
        "number from nowhere",
        lambda c: c["numbers"].update(rest_hours={"value": 11}),
        "numbers.rest_hours.source",
        "confirm = true",
    ),
    (
        "confirm false",
        lambda c: c["numbers"]["rest_hours"].update(confirm=False),
        "numbers.rest_hours.confirm",
        "must be true or left out",
    ),
    (
        "source not an address",
        lambda c: c["numbers"]["rest_hours"].update(source="a book"),
        "numbers.rest_hours.source",
        "web address",
    ),
    (
        "fitness level",
        lambda c: c["numbers"]["special_fitness_level"].update(value="fit"),
        "numbers.special_fitness_level.value",
        "level and shuttle",
    ),
    (
        "ages crossed",
        lambda c: c["numbers"]["cadet_minimum_age"].update(value=18),
        "numbers.cadet_minimum_age",
        "18 is more than cadet_maximum_age, which is 17",
    ),
    (
        "scale too long",
        lambda c: c["numbers"]["assessment_highest_score"].update(value=6),
        "numbers.assessment_highest_score",
        "must be from 2 to 5",
    ),
    (
        "pass mark off the scale",
        lambda c: c["numbers"]["assessment_pass_mark"].update(value=6),
        "numbers.assessment_pass_mark",
        "6 is more than assessment_highest_score, which is 5",
    ),
    (
        "officer hours without a day",
        lambda c: c["officer_hours"][0].pop("from"),
        "officer_hours[1].from",
        "must be a date",
    ),
    (
        "officer hours from a moment",
        lambda c: c["officer_hours"][0].update({"from": "2019"}),
        "officer_hours[1].from",
        "2019",
    ),
    (
        "officer hours twice",
        lambda c: c["officer_hours"].append(dict(c["officer_hours"][0])),
        "officer_hours",
        "2 times",
    ),
    (
        "officer hours too few",
        lambda c: c["officer_hours"][1].update(hours_a_year=40),
        "officer_hours[2].hours_a_year",
        "500",
    ),
    (
        "officer hours missing",
        lambda c: c["officer_hours"][1].pop("hours_a_year"),
        "officer_hours[2].hours_a_year",
        "missing",
    ),
    (
        "officer hours unknown key",
        lambda c: c["officer_hours"][0].update(hours=1),
        "officer_hours[1].hours",
        "is not a key",
    ),
    (
        "officer hours from nowhere",
        lambda c: [c["officer_hours"][0].pop(key) for key in ("source", "confirm")],
        "officer_hours[1].source",
        "confirm = true",
    ),
    ("no numbers", lambda c: c.pop("numbers"), "numbers", "is missing"),
    (
        "enquiry nobody makes",
        lambda c: c["vetting_levels"][0].update(enquiries=["horoscope"]),
        "vetting_levels[1].enquiries",
        "must be some of pnc, pnd, local_intelligence, special_branch, finance, family_and_associates",
    ),
    ("retention missing", lambda c: c["retention"].pop("draft_days"), "retention.draft_days", "is missing"),
    (
        "outcome",
        lambda c: c["occupations"][0].update(outcome="maybe"),
        "occupations[1].outcome",
        "allow, refer, refuse",
    ),
    ("no roles", lambda c: c.pop("roles"), "roles", "is missing"),
    ("role twice", lambda c: c["roles"].append(dict(c["roles"][0])), "roles", "code 'driver' stands 2 times"),
    ("role unknown key", lambda c: c["roles"][1].update(level=2), "roles[2].level", "is not a key"),
    ("role without words", lambda c: c["roles"][1].pop("words"), "roles[2].words", "is missing"),
    ("role without level", lambda c: c["roles"][1].pop("nppv_level"), "roles[2].nppv_level", "is missing"),
    ("level too high", lambda c: c["roles"][1].update(nppv_level=4), "roles[2].nppv_level", "must be 1, 2 or 3, not 4"),
    ("level in words", lambda c: c["roles"][1].update(nppv_level="high"), "roles[2].nppv_level", "whole number"),
    ("age of a role", lambda c: c["roles"][1].update(minimum_age=0), "roles[2].minimum_age", "whole number above 0"),
    ("drives", lambda c: c["roles"][0].update(needs_driving="yes"), "roles[1].needs_driving", "true or false"),
    ("powers", lambda c: c["roles"][0].update(designated_powers=1), "roles[1].designated_powers", "true or false"),
    (
        "role from nowhere",
        lambda c: [c["roles"][0].pop(key) for key in ("source", "confirm")],
        "roles[1].source",
        "confirm = true",
    ),
    ("no watch", lambda c: c.pop("neighbourhood_watch"), "neighbourhood_watch", "is missing"),
    (
        "verified by nobody",
        lambda c: c["neighbourhood_watch"]["verification"].update(value="nobody"),
        "neighbourhood_watch.verification.value",
        "self, area_representative, police",
    ),
    ("no equality", lambda c: c.pop("equality"), "equality", "is missing"),
    ("asking children", lambda c: c["equality"].update(ask_child=1), "equality.ask_child", "is not a key"),
    (
        "asking children from nowhere",
        lambda c: c["equality"].update(ask_children={"value": True}),
        "equality.ask_children.source",
        "confirm = true",
    ),
    (
        "asking children perhaps",
        lambda c: c["equality"]["ask_children"].update(value="perhaps"),
        "equality.ask_children.value",
        "must be true or false",
    ),
    ("no decisions", lambda c: c.pop("decisions"), "decisions", "is missing"),
    (
        "a strand that does not say whether it takes two",
        lambda c: c["decisions"]["two_people"].pop("cadets"),
        "decisions.two_people.cadets",
        "is missing",
    ),
    (
        "two people perhaps",
        lambda c: c["decisions"]["two_people"]["cadets"].update(value="perhaps"),
        "decisions.two_people.cadets.value",
        "must be true or false",
    ),
    (
        "two people without a word",
        lambda c: c["decisions"]["two_people"]["cadets"].pop("value"),
        "decisions.two_people.cadets.value",
        "is missing",
    ),
    ("no plan", lambda c: c.pop("plan"), "plan", "is missing"),
    ("plan address", lambda c: c["plan"].pop("url"), "plan.url", "is missing"),
    (
        "direction",
        lambda c: c["plan"]["measures"][0].update(direction="up"),
        "plan.measures[1].direction",
        "more, fewer",
    ),
]


@pytest.mark.parametrize(("breaking", "key", "reason"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_fault_names_its_key_and_reason(breaking: Callable[[dict[str, Any]], object], key: str, reason: str) -> None:
    faults = faults_after(breaking)
    assert [found for found, _ in faults] == [key]
    assert reason in faults[0][1]


def test_all_faults_come_at_once_and_each_line_names_the_file() -> None:
    content = a_force_file()
    del content["name"], content["contacts"]["privacy"]
    content["numbers"]["rest_hours"]["value"] = -1
    with pytest.raises(ForceFileError) as caught:
        read(content)
    assert str(caught.value).splitlines() == [
        "somewhere.toml: name: is missing",
        "somewhere.toml: contacts.privacy: is missing",
        "somewhere.toml: numbers.rest_hours.value: must be a whole number above 0, not -1",
    ]


def test_what_the_force_must_confirm_is_listed_and_the_rest_has_a_source() -> None:
    force = read(a_force_file())
    assert "numbers.non_police_vetting_years" in force.to_confirm
    assert "numbers.special_minimum_hours_a_month" not in force.to_confirm
    assert force.source_of("numbers.special_minimum_hours_a_month") is not None
    assert force.source_of("numbers.non_police_vetting_years") is None


def test_an_occupation_without_a_note_has_an_empty_one() -> None:
    content = a_force_file()
    content["occupations"] = [{"code": "judge", "name": "Judge", "outcome": "refuse"}]
    (occupation,) = read(content).occupations
    assert (occupation.outcome, occupation.note) == (OccupationOutcome.REFUSE, "")


def a_role(**changed: object) -> SupportRole:
    content = a_force_file()
    content["roles"] = [{"code": "helper", "name": "Helper", "words": "Help.", "nppv_level": 1, "confirm": True}]
    content["roles"][0].update(changed)
    (role,) = read(content).roles
    return role


@pytest.mark.parametrize(
    ("changed", "age"),
    [({}, 16), ({"minimum_age": 18}, 18), ({"minimum_age": 14}, 16), ({"needs_driving": True}, 25),
     ({"needs_driving": True, "minimum_age": 30}, 30), ({"needs_driving": True, "minimum_age": 18}, 25)],
)  # fmt: skip
def test_a_role_never_asks_less_than_the_age_for_all_or_for_drivers(changed: dict[str, object], age: int) -> None:
    assert a_role(**changed).minimum_age == age


def test_a_role_says_what_it_asks_and_whether_the_force_must_confirm_it() -> None:
    role = a_role(designated_powers=True, source="https://force.example/roles")
    assert (role.nppv_level, role.needs_driving, role.designated_powers, role.confirm) == (1, False, True, True)
    assert not role.with_children
    assert a_role(with_children=True).with_children


def test_a_strand_whose_members_are_appointed_takes_two_people_and_a_registration_takes_one() -> None:
    force = read(a_force_file())
    assert [strand for strand in SUBJECTS[2:] if not force.decisions.take_two(strand)] == [
        "neighbourhood_watch",
        "farm_watch",
    ]
    assert "decisions.two_people.cadets" in force.to_confirm
