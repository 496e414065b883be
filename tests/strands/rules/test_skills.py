"""The skills of a strand as its page has them, and what is said of a broken list."""

from dataclasses import replace

import pytest

from volunteers.errors import NotFound
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Skill, SkillList, faults_of

SPECIALS = get_strand("special_constabulary")


def with_skills(*skills: Skill) -> list[str]:
    return faults_of(replace(SPECIALS, skills=SkillList(3, skills)))


def test_a_sound_list_has_no_faults() -> None:
    assert with_skills(Skill("radio", "Radio", "Calls up.", "directed"), Skill("court", "Court", "Speaks.")) == []


def test_a_skill_twice_and_one_for_no_grade_are_faults() -> None:
    radio = Skill("radio", "Radio", "Calls up.", "sergeant")
    assert with_skills(radio, radio) == [
        "skill radio stands twice",
        "skill radio is needed for sergeant, which is no grade",
        "skill radio is needed for sergeant, which is no grade",
    ]


def test_skills_are_found_by_code() -> None:
    skills = SkillList(3, (Skill("radio", "Radio", "Calls up."),))
    assert skills.skill("radio").name == "Radio"
    with pytest.raises(NotFound):
        skills.skill("juggling")


@pytest.mark.parametrize(("name", "said"), [("Stop and search", "stop and search"), ("CCTV recovery", "CCTV recovery")])
def test_a_name_in_a_sentence(name: str, said: str) -> None:
    assert Skill("x", name, "").in_a_sentence == said
