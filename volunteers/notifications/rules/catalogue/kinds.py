"""A kind of message as whoever writes its words sees it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Placeholder:
    """Something filled in, written ``((name))`` in the words: what it stands for, and an example for the preview.

    ``is_required`` says that the message is of no use without it, such as the code to sign in with.
    """

    name: str
    meaning: str
    example: str
    is_required: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of message: its title in a list, who receives it, when, and what may be filled in.

    ``code`` is a value of ``MessageKind``. ``strands`` are the codes of the strands it is sent for; empty for all.
    """

    code: str
    title: str
    receiver: str
    sent: str
    placeholders: tuple[Placeholder, ...]
    strands: tuple[str, ...] = ()
