"""Answers as a text file, to be kept."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from volunteers.strands.rules import in_words

if TYPE_CHECKING:
    from volunteers.applications.rules.wording import SectionInWords


def answers_as_text(title: str, sections: "Sequence[SectionInWords]", *, sent_on: date) -> str:
    """Every section with its questions and answers, as they were given; lines end as text files end them."""
    lines = [title, f"Sent on {in_words(sent_on)}", ""]
    for section in sections:
        lines += [section.title.upper(), ""]
        for row in section.rows:
            lines += [row.title, *(f"    {line}" for line in row.lines or ()), ""]
    return "\r\n".join(lines)
