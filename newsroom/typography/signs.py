"""Signs, spaces and words that French typography turns on.

The source of every rule in this package is the « Lexique des règles typographiques en usage
à l’Imprimerie nationale » (3rd edition), except where the house decided otherwise.
"""

NBSP = "\u00a0"
NNBSP = "\u202f"

# Stands for what no rule may touch (addresses, telephone numbers, code). It lies in the
# private-use area: it is neither a letter nor a digit nor a space, so no pattern takes it in.
MASK = "\ue000"

# Every horizontal space a word processor or a telephone may leave, for use inside [ ].
SPACES = " \t\u00a0\u202f\u2000-\u200a\u205f\u3000"
SPACE = f"[{SPACES}]"
SPACE_SIGNS = frozenset(
    (" ", "\t", NBSP, NNBSP, *map(chr, range(0x2000, 0x200B)), "\u205f", "\u3000")
)
LETTER = r"[^\W\d_]"

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

# As it is typed: « aout », « fevrier » and « decembre » are dates too.
MONTH = (
    r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t"
    r"|septembre|octobre|novembre|d[ée]cembre)\b"
)
