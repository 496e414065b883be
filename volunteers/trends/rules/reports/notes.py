"""What has to be known to read the figures of a report, in plain sentences."""

from volunteers.trends.disclosure.content import Content
from volunteers.trends.disclosure.counts import MARK
from volunteers.trends.rules.reports.document import Block, Heading, Paragraph
from volunteers.trends.rules.reports.tables import day_words

NOT_GIVEN = f"{MARK}: not given, so that nobody can be recognised."


def data_notes(content: Content) -> list[Block]:
    """Where the figures come from, and how people in them are protected."""
    rules, from_on, cut_off = content.rules, day_words(content.from_on), day_words(content.cut_off)
    said = [
        f"Counts of people are those of the release of {cut_off}, which was prepared by one person, published by "
        "another and is never changed. What was wrong in it is put right by a later release, with a report of its own.",
        f"“On {cut_off}” is the end of that day. What is counted over time is of the twelve months from {from_on} to "
        f"{cut_off}, both included.",
        f"{NOT_GIVEN} It stands for fewer than {rules.threshold_sensitive} people, and also for larger numbers that "
        "would tell such a one by taking figures from each other.",
        f"Numbers of people are rounded to the nearest {rules.rounding}, each by itself, so that parts may not add up "
        "to their whole. Where too few people changed for a new figure, the one given before stands, with its date.",
        f"Percentages are worked out from the rounded numbers, and not given on a base of fewer than "
        f"{rules.smallest_base} people.",
        "Adults and children are counted apart: cadets are in no total with others.",
    ]
    if content.note:
        said.insert(0, f"This release corrects an earlier one of the same date: {content.note}")
    return [Heading("notes", "Notes on the data"), *(Paragraph(words) for words in said)]
