"""Which passwords are too easy to guess. Length counts for more than odd characters (NCSC, OWASP ASVS 6.2)."""

import re
import unicodedata
from itertools import pairwise

from volunteers.errors import Refusal

SHORTEST, LONGEST = 12, 200
FEWEST_DIFFERENT = 5
WORD_AT_LEAST = 4
LEFT_OVER_AT_LEAST = 6

# Words that begin most of the passwords on published lists, and those anyone would try on this service.
_COMMON = """
password passw0rd passwort letmein welcome qwerty qwertyuiop qwertyuiopasdfghjkl asdfghjkl zxcvbnm azerty iloveyou
monkey dragon football baseball liverpool arsenal chelsea master superman batman sunshine princess shadow michael
jennifer charlie trustno1 whatever freedom secret changeme default admin administrator login abc123 starwars
computer internet summer winter spring autumn january february monday england london bristol somerset police
constable special specials volunteer volunteers station sergeant inspector avon force
"""
COMMON_WORDS = frozenset(_COMMON.split())


def refusals_of_password(password: str, *, email: str, full_name: str) -> list[Refusal]:
    """Why a password may not be used; empty when it may."""
    if len(password) < SHORTEST:
        return [Refusal("password_short", f"The password must be {SHORTEST} characters or more.")]
    if len(password) > LONGEST:
        return [Refusal("password_long", f"The password must be {LONGEST} characters or fewer.")]
    if _is_guessable(_plain(password), _own_words(email, full_name)):
        return [Refusal("password_common", "That password is too easy to guess. Three random words make a good one.")]
    return []


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _own_words(email: str, full_name: str) -> set[str]:
    return {word for word in re.split(r"[^a-z0-9]+", _plain(f"{email} {full_name}")) if len(word) >= WORD_AT_LEAST}


def _is_guessable(plain: str, own_words: set[str]) -> bool:
    """Few different characters, a run along the alphabet, or little left once the words everyone tries are gone."""
    if len(set(plain)) < FEWEST_DIFFERENT or _is_a_run(plain):
        return True
    left = plain
    for word in sorted(COMMON_WORDS | own_words, key=len, reverse=True):
        left = left.replace(word, "")
    return left != plain and len(re.sub(r"[^a-z]", "", left)) < LEFT_OVER_AT_LEAST


def _is_a_run(plain: str) -> bool:
    steps = [ord(second) - ord(first) for first, second in pairwise(plain)]
    same = sum(step in {1, -1, 0} for step in steps)
    return same >= len(steps) - 2
