"""How long a text message is, and how many it is sent and paid as."""

# GSM 03.38, the alphabet every network carries at seven bits a letter. Those of the second row count twice.
PLAIN = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWICE = frozenset("^{}\\[~]|€")
ALONE, IN_PARTS = 160, 153
ALONE_WIDE, IN_PARTS_WIDE = 70, 67


def length_in_words(text: str) -> str:
    """How long it is, for whoever writes it: 212 characters, sent as 2 text messages."""
    parts = parts_of(text)
    letters = f"{len(text)} characters" if len(text) != 1 else "1 character"
    odd = unusual(text)
    why = f", because of {' '.join(odd)}" if odd and parts > 1 else ""
    return f"{letters}, sent as {parts} text message{'' if parts == 1 else 's'}{why}"


def parts_of(text: str) -> int:
    """How many text messages it is sent as: fewer letters fit when one is outside the plain alphabet."""
    if unusual(text):
        length, alone, in_parts = len(text.encode("utf-16-be")) // 2, ALONE_WIDE, IN_PARTS_WIDE
    else:
        length, alone, in_parts = len(text) + sum(letter in TWICE for letter in text), ALONE, IN_PARTS
    return 1 if length <= alone else -(-length // in_parts)


def unusual(text: str) -> list[str]:
    """The letters that make it dear, each once."""
    return [letter for letter in dict.fromkeys(text) if letter not in PLAIN and letter not in TWICE]
