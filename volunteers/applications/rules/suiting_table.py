"""What each kind of volunteering offers to someone who does not yet know which: the table behind the five questions.

The words say no more than the page of the strand does.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from volunteers.strands.rules import StrandCode

# How much time a kind needs, and how much someone has.
NEED = {"little": 1, "some": 2, "much": 3}

# Question, title, hint, and its answers: value, words and hint. The ages are the first question, made from the strands.
ASPECTS: tuple[tuple[str, str, str, tuple[tuple[str, ...], ...]], ...] = (
    (
        "time",
        "How much time can you give?",
        "A guess is fine.",
        (
            ("little", "A little, now and then", "A few hours a month, or less"),
            ("some", "Some time every week", "About 2 hours a week"),
            ("much", "A good part of my free time", "16 hours a month or more"),
        ),
    ),
    (
        "draws",
        "What would you like to do most?",
        "",
        (
            ("patrol", "Go on patrol and help people in trouble"),
            ("skills", "Use a skill I have", "Such as driving, office work, listening or caring for animals"),
            ("neighbours", "Look out for my neighbours"),
            ("countryside", "Keep farms and the countryside safe"),
            ("roads", "Make roads safer where I live"),
            ("learning", "Learn about the police with other young people"),
        ),
    ),
    (
        "powers",
        "Would you like police powers and a uniform?",
        "With police powers you can, for example, arrest someone.",
        (
            ("yes", "Yes"),
            ("no", "No"),
            ("any", "I do not mind"),
        ),
    ),
    (
        "where",
        "Where would you like to help?",
        "",
        (
            ("home", "Close to home", "In your street, village or part of town"),
            ("around", "Out and about with the police"),
            ("station", "In a police building or vehicle"),
            ("land", "On a farm or in the countryside"),
            ("any", "I do not mind"),
        ),
    ),
)


@dataclass(frozen=True)
class Fit:
    """What one kind offers. ``draws`` and ``where`` give words by answer; a draw also says how strongly it pulls.

    ``only_for`` is said to those whose answers to these two are none of its own, where it is for nobody else.
    """

    about: str
    time: str
    draws: Mapping[str, tuple[int, str]]
    where: Mapping[str, str]
    powers: str = "It has no police powers."
    has_powers: bool = False
    only_for: str = ""


FITS: Mapping[StrandCode, Fit] = {
    StrandCode.SPECIAL_CONSTABULARY: Fit(
        about="patrol and keeping people safe",
        time="much",
        draws={
            "patrol": (5, "You would go on patrol with police teams and support victims."),
            "roads": (2, "You can help with roads policing."),
            "learning": (2, "You would learn the law and police procedure in your training."),
        },
        where={
            "around": "You would be out with response and neighbourhood teams.",
            "station": "You would work from a police station.",
        },
        powers="You would have the same powers as a regular officer, and a uniform.",
        has_powers=True,
    ),
    StrandCode.POLICE_SUPPORT_VOLUNTEERS: Fit(
        about="the skills you bring",
        time="little",
        draws={
            "skills": (5, "You would use your skills in a role that fits you, such as driver or chaplain."),
            "patrol": (1, "You would support the officers who go on patrol."),
            "roads": (1, "You can support Community SpeedWatch."),
            "learning": (2, "You would learn how the police work, in a role that fits you."),
        },
        where={
            "station": "Many roles are in a police building or vehicle.",
            "around": "Some roles take you out, such as driving.",
        },
    ),
    StrandCode.CADETS: Fit(
        about="learning with other young people",
        time="some",
        draws={
            "learning": (5, "You would learn about policing and the law with other young people."),
            "patrol": (2, "You would volunteer at local events, always with your leaders."),
            "neighbours": (1, "You would help your community at local events."),
        },
        where={"home": "You would meet a unit near you.", "around": "You would help at local events."},
        powers="You get a uniform, but no police powers.",
    ),
    StrandCode.NEIGHBOURHOOD_WATCH: Fit(
        about="the streets where you live",
        time="little",
        draws={
            "neighbours": (5, "You would look out for your neighbours and keep in touch with the police."),
            "skills": (1, "You would use your skills with people: pass on messages, and be the one to turn to."),
            "patrol": (1, "You would help people near you, without going on patrol."),
        },
        where={"home": "It is all where you live."},
    ),
    StrandCode.FARM_WATCH: Fit(
        about="farms and the countryside",
        time="little",
        draws={"countryside": (5, "You would share what you see with the rural crime team, and get alerts.")},
        where={"land": "It is for people who work on the land."},
        only_for="It is for people who farm, keep animals or work on the land.",
    ),
    StrandCode.COMMUNITY_SPEEDWATCH: Fit(
        about="speed on local roads",
        time="little",
        draws={
            "roads": (5, "You would measure speed at the roadside, so that drivers slow down."),
            "neighbours": (2, "You would make the roads of your own village or street safer."),
        },
        where={"home": "It is on roads near you.", "around": "You would be out at the roadside with a team."},
    ),
}
