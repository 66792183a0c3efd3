"""A text as the moderator reads it, with what tripped a rule marked."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def marked(text, marks) -> SafeString:
    """Return `text` with `<mark>` around [(start, end, title)]; overlaps are joined."""
    pieces, place = [], 0
    for start, end, title in _apart(marks, len(text)):
        pieces.append((text[place:start], ""))
        pieces.append((text[start:end], title))
        place = end
    pieces.append((text[place:], ""))
    return format_html_join("", "{}", ((_piece(*piece),) for piece in pieces if piece[0]))


def of_verdicts(text, verdicts) -> SafeString:
    """Mark `text` with what the stored verdicts say of it."""
    marks = [(*mark, told["reason"]) for told in verdicts for mark in told["marks"]]
    return marked(text, marks)


def _piece(text, title):
    return format_html('<mark title="{}">{}</mark>', title, text) if title else text


def _apart(marks, length):
    """Return the marks in order, joined where they overlap, within the text."""
    joined = []
    for start, end, title in sorted(marks):
        end = min(end, length)
        if joined and start < joined[-1][1]:
            first, last, titles = joined[-1]
            told = titles if title in titles else f"{titles} {title}"
            joined[-1] = (first, max(last, end), told)
        elif start < end:
            joined.append((start, end, title))
    return joined
