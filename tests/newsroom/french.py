"""The French cases of the house, agreed with the desk, and texts made up from what people type.

`data/fr-cases.json` was written for this project (CC0). It holds real U+00A0 and U+202F.
"""

import json
from html import escape
from pathlib import Path

from hypothesis import strategies as st

CASES = json.loads((Path(__file__).parent / "data" / "fr-cases.json").read_text("utf-8"))

_PIECES = [
    *("mot", "État", "Kayes", "et", "d’", "l'", "A.S.", "M.", "Mme", "Diop", "n°", "p.", "etc"),
    *("«", "»", '"', "''", "“", "”", "<<", ">>", "'", "(", ")", "-", "–", "/", "&", "<", ">", "$"),
    *(" ", "\u00a0", "\u202f", "  ", "\n", "\n\n", "\u200b"),
    *(".", ",", ";", ":", "!", "?", "…", "..", "..."),
    *("0", "1", "2", "02", "10", "30", "000", "2025", "10000", "h", "km", "%", "€", "°C", "x"),
    *("1er", "2è", "1ère", "2ème", "XXe", "XXème", " août", " septembre", "FCFA", "F CFA", "fcfa"),
    *("http://a.b/c?d:e", "a@b.ml", "+223 20 22 00 00", "07:31", "3:1", "Tél : ", "76 12 34 56"),
]
_SIGNS = " \u00a0\u202f'\"«».,;:!?…()12e0è-AaMFh%n°\n"

# What a thumb, a word processor and a template leave behind, in any order.
texts = st.one_of(
    st.lists(st.sampled_from(_PIECES), max_size=14).map("".join),
    st.text(alphabet=_SIGNS, max_size=14),
)

_AROUND = [
    ("", ""),
    ("", "<br>"),
    ("<em>", "</em>"),
    ('<strong data-runin="">', "</strong>"),
    ('<a href="https://x.ml/?a=1;b:c!&amp;d=«e»">', "</a>"),
    ("<sup>", "</sup>"),
    ("<code>", "</code>"),
]


@st.composite
def pages(draw):
    """Cleaned HTML of one to three paragraphs, typed as badly as the texts."""
    paragraphs = []
    for _number in range(draw(st.integers(1, 3))):
        runs = draw(st.lists(st.tuples(texts, st.sampled_from(_AROUND)), max_size=5))
        inner = "".join(f"{start}{escape(text, quote=False)}{end}" for text, (start, end) in runs)
        paragraphs.append(f"<p>{inner}</p>")
    html = "\n".join(paragraphs)
    return html.replace("\u00a0", "&nbsp;") if draw(st.booleans()) else html
