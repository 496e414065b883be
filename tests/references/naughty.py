"""Text that breaks careless programs: kept letter for letter, or refused in words."""

KEPT = (
    "O'Neill & Sons <b>“quoted”</b> \\ / ; -- DROP TABLE referees",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %} ${7*7} #{7*7} %s %d",
    '=HYPERLINK("http://example.com")',
    "Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤",
    "田中さん 部落格 사회과학원 לְבִיבָה العربية",
    "👨‍👩‍👧‍👦 🏳️‍🌈 ❤️",
    "\u202eright to left\u202c \u200bzero width",
    "null undefined NaN true 1e1000 0x0 -0",
    "../../etc/passwd %2e%2e%2f",
    "x" * 200,
)
REFUSED = ("bell \x07", "nul \x00 byte", "escape \x1b[31m", "\x7f", "\ufffe no character", "\ufdd0")
