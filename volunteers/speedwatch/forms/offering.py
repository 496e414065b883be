"""What a list offers to choose from, where it comes from the database."""

from collections.abc import Iterable

from wtforms.fields.choices import SelectChoice


def choices(offered: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """Each (value, words) as the lists of a form take it."""
    return [SelectChoice(value=value, label=words) for value, words in offered]
