"""Whole numbers in French words, as a receipt or a cheque writes an amount out.

Spelling: « Lexique des règles typographiques en usage à l’Imprimerie nationale », « Nombres »:
hyphens below a hundred alone; vingt and cent take their s when multiplied and last, or before
million and milliard, which are nouns; mille never does.
"""

_SMALL = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"),
)
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}
_NOUNS = ((10**9, "milliard"), (10**6, "million"))
MOST = 10**12 - 1


def francs_in_words(amount: int) -> str:
    """« deux mille cinq cents francs CFA »; « moins … » below nought. ValueError over 10¹² − 1."""
    words = number_in_words(abs(amount))
    unit = "franc CFA" if abs(amount) < 2 else "francs CFA"
    of = "de " if words.endswith(("million", "millions", "milliard", "milliards")) else ""
    return f"{'moins ' if amount < 0 else ''}{words} {of}{unit}"


def number_in_words(number: int) -> str:
    """Return 0 to 10¹² − 1 in words."""
    if not 0 <= number <= MOST:
        raise ValueError(f"not written out: {number}")
    parts = []
    for size, noun in _NOUNS:
        count, number = divmod(number, size)
        if count:
            parts.append(f"{_below_thousand(count)} {noun}{'s' if count > 1 else ''}")
    thousands, rest = divmod(number, 1000)
    if thousands:
        parts.append("mille" if thousands == 1 else f"{_before_mille(thousands)} mille")
    if rest or not parts:
        parts.append(_below_thousand(rest))
    return " ".join(parts)


def _before_mille(number):
    """« quatre-vingt », « deux cent »: without the s that mille takes away."""
    words = _below_thousand(number)
    return words[:-1] if words.endswith(("vingts", "cents")) else words


def _below_thousand(number):
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    head = "cent" if hundreds == 1 else f"{_SMALL[hundreds]} cent"
    if not rest:
        return head if hundreds == 1 else f"{head}s"
    return f"{head} {_below_hundred(rest)}"


def _below_hundred(number):
    if number < 20:
        return _SMALL[number]
    tens, unit = divmod(number, 10)
    if tens in {7, 9}:  # soixante-dix, quatre-vingt-dix count on to nineteen
        tens, unit = tens - 1, unit + 10
    if unit == 0:
        return "quatre-vingts" if tens == 8 else _TENS[tens]
    if unit in {1, 11} and tens != 8:
        return f"{_TENS[tens]} et {_SMALL[unit]}"
    return f"{_TENS[tens]}-{_SMALL[unit]}"
