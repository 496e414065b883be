"""One form of an e-mail address for each mailbox, so that two ways of writing it are seen to be the same.

It is for comparing only: mail goes to the address as it was given. Where it is in doubt whether two addresses reach one
mailbox they count as two, but for what a large provider says of its own.
"""

import unicodedata

# Providers that take the letters of these domains to one mailbox, and what they leave out of the name before the @.
SAME_DOMAIN = {
    "googlemail.com": "gmail.com",
    "proton.me": "protonmail.com",
    "pm.me": "protonmail.com",
    "me.com": "icloud.com",
    "mac.com": "icloud.com",
}
LEFT_OUT = {"gmail.com": ".", "protonmail.com": "._-"}


def mailbox_of(address: str) -> str:
    """The mailbox an address reaches: one form of Unicode, small letters, no +tag, and no dots where they are ignored.

    An address that cannot be read is given back in small letters. Never raises.
    """
    plain = unicodedata.normalize("NFKC", address).strip().casefold()
    name, at, domain = plain.rpartition("@")
    if not (name and at and domain):
        return plain
    domain = _in_ascii(domain.rstrip("."))
    domain = SAME_DOMAIN.get(domain, domain)
    name = name.partition("+")[0] or name
    for letter in LEFT_OUT.get(domain, ""):
        name = name.replace(letter, "")
    return f"{name}@{domain}"


def is_same_mailbox(one: str, other: str) -> bool:
    """Whether two addresses reach the same mailbox, as far as can be told from them."""
    return mailbox_of(one) == mailbox_of(other)


def _in_ascii(domain: str) -> str:
    """The form of a domain that is sent over the wire (RFC 3490); a broken one as it is."""
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain
