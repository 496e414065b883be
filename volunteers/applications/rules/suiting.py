"""Which kind of volunteering suits someone: five questions, a table of what each kind offers, and a fair comparison.

Ages and the time asked come from the definitions of the strands. Nothing that is answered is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from volunteers.applications.rules.suiting_table import ASPECTS, FITS, NEED, Fit
from volunteers.strands.rules import Criteria, Strand

AGE = "age"
ANY = "any"
MOST_SHOWN, ALWAYS_SHOWN = 3, 2
BESIDE_THE_FIRST = 0.5


@dataclass(frozen=True)
class Option:
    """One answer to choose."""

    value: str
    words: str
    hint: str = ""


@dataclass(frozen=True)
class Aspect:
    """One of the five questions. ``code`` names it in a web address."""

    code: str
    title: str
    hint: str
    options: tuple[Option, ...]

    def words_of(self, value: str) -> str:
        """The chosen answer in words; empty for a value that is none."""
        return next((option.words for option in self.options if option.value == value), "")


@dataclass(frozen=True)
class Match:
    """How well a strand suits: ``reasons`` speak for it, ``against`` are what to think about, or why not."""

    strand: Strand
    points: int
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    is_possible: bool = True


@dataclass(frozen=True)
class Suited:
    """The kinds that suit best, the best first, and the rest with the reason why they suit less."""

    best: tuple[Match, ...]
    rest: tuple[Match, ...]


def aspects(strands: Sequence[Strand]) -> tuple[Aspect, ...]:
    """The five questions, the ages cut where a strand begins or ends."""
    cuts = sorted({cut for strand in strands for cut in _cuts(strand.criteria)})
    bounds = list(zip([0, *cuts], [*(cut - 1 for cut in cuts), None], strict=True))
    ages = Aspect(AGE, "How old are you?", "Some kinds have an age limit.", tuple(_age_group(*each) for each in bounds))
    return (ages, *(Aspect(code, title, hint, _options(choices)) for code, title, hint, choices in ASPECTS))


def known_answers(asked: Sequence[Aspect], given: Mapping[str, str]) -> dict[str, str]:
    """What was answered with one of the choices, by question; anything else counts as not answered."""
    return {aspect.code: given[aspect.code] for aspect in asked if aspect.words_of(given.get(aspect.code, ""))}


def suited(strands: Sequence[Strand], answers: Mapping[str, str]) -> Suited:
    """Compare every strand with a full set of answers: each stands in one of the two lists, with a reason."""
    matches = [_match(strand, FITS[strand.code], answers) for strand in strands]
    ranked = sorted((match for match in matches if match.is_possible), key=lambda match: -match.points)
    floor = ranked[0].points * BESIDE_THE_FIRST if ranked else 0
    best = [
        match
        for place, match in enumerate(ranked[:MOST_SHOWN])
        if match.reasons and (place < ALWAYS_SHOWN or match.points >= floor)
    ]
    return Suited(tuple(best), tuple(_less(match) for match in matches if match not in best))


def _less(match: Match) -> Match:
    return match if match.against else replace(match, against=("It fits less of what you told us than those above.",))


def _cuts(criteria: Criteria) -> list[int]:
    least, most = criteria.minimum_age, criteria.maximum_age
    return ([least] if least else []) + ([most + 1] if most is not None else [])


def _age_group(least: int, most: int | None) -> Option:
    if most is None:
        return Option(str(least), f"{least} or over")
    if not least:
        return Option("0", f"Under {most + 1}")
    join = "or" if most == least + 1 else "to"
    return Option(str(least), f"{least} {join} {most}" if most > least else str(least))


def _options(choices: Sequence[tuple[str, ...]]) -> tuple[Option, ...]:
    return tuple(Option(*choice) for choice in choices)


def _match(strand: Strand, fit: Fit, answers: Mapping[str, str]) -> Match:
    barred = _barred_by_age(strand.criteria, int(answers[AGE])) or _barred_to_others(fit, answers)
    if barred:
        return Match(strand, 0, (), (barred,), is_possible=False)
    judged = [_draw(fit, answers["draws"]), _time(strand, fit, answers["time"]), _powers(fit, answers["powers"])]
    judged.append(_where(fit, answers["where"]))
    points = sum(each.points for each in judged)
    # Someone who may not yet be a grown-up volunteer is told first of what was made for them.
    if strand.criteria.maximum_age is not None:
        judged.insert(0, _Judged(2, f"It is made for people of your age, {_ages(strand.criteria)}."))
        points += 2
    return Match(
        strand,
        points,
        tuple(each.words for each in judged if each.points > 0 and each.words),
        tuple(each.words for each in judged if each.points <= 0 and each.words),
    )


@dataclass(frozen=True)
class _Judged:
    points: int
    words: str = ""


def _barred_by_age(criteria: Criteria, age: int) -> str:
    if criteria.minimum_age is not None and age < criteria.minimum_age:
        return f"You can join when you are {criteria.minimum_age}."
    if criteria.maximum_age is not None and age > criteria.maximum_age:
        return f"It is for people of {_ages(criteria)}."
    return ""


def _barred_to_others(fit: Fit, answers: Mapping[str, str]) -> str:
    is_theirs = answers["draws"] in fit.draws or answers["where"] in fit.where
    return "" if is_theirs else fit.only_for


def _ages(criteria: Criteria) -> str:
    return f"{criteria.minimum_age} to {criteria.maximum_age}"


def _draw(fit: Fit, drawn: str) -> _Judged:
    if drawn in fit.draws:
        points, words = fit.draws[drawn]
        return _Judged(points, words)
    return _Judged(0, f"It is about {fit.about}, and that is not what you said you like most.")


def _time(strand: Strand, fit: Fit, given: str) -> _Judged:
    asks = f"{strand.commitment}."
    if NEED[given] >= NEED[fit.time]:
        return _Judged(1, f"It fits the time you have. Time asked: {asks}")
    return _Judged(-3, f"It asks for more time than you have now. {asks}")


def _powers(fit: Fit, wanted: str) -> _Judged:
    if wanted == "yes":
        return _Judged(2, fit.powers) if fit.has_powers else _Judged(-1, fit.powers)
    if wanted == "no" and fit.has_powers:
        return _Judged(-6, "It comes with police powers and a uniform.")
    return _Judged(0)


def _where(fit: Fit, wanted: str) -> _Judged:
    if wanted == ANY:
        return _Judged(0)
    return _Judged(2, fit.where[wanted]) if wanted in fit.where else _Judged(0)
