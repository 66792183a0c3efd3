"""Words found however their letters are disguised, and where they stand in the text as it was sent.

A text is read twice: word by word as it is punctuated, and with the signs inside words taken out
(« c.o.n »); in both, letters that stand alone one after the other make a word (« c o n »). Words
are compared whole, so that « concours » is no insult.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from newsroom import folding

_LOOK_ALIKES = dict(zip("авекмнопрстухѕіјԁһԛԝьг", "abekmhonpctyxsijdhqwbr", strict=True))
_LOOK_ALIKES |= dict(zip("αβγεηικνορστυχω", "abyenikvopotuxw", strict=True))
_LOOK_ALIKES |= dict(zip("ıłħŧɑɡʀɪʟᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢ", "ilhtagrilacdejkmoptuvwz", strict=True))
_SIGNS = {"@": "a", "$": "s", "€": "e", "¢": "c", "§": "s", "£": "l"}
_DIGITS = str.maketrans("0345789", "oeastbg")  # in a word that has letters; 1 stays: i or l
_EITHER = {"1": "[1il]", "i": "[i1]", "l": "[l1]"}
_APOSTROPHES = "'’ʼ‘`´"
_ALONE = 3  # letters alone, one after the other, that make a word
_COARSE = str.maketrans("0345789l1", "oeastbgii")


class _Letters(dict):
    """{code point: what it is read as}: letters and digits, or nothing for all other signs."""

    def __missing__(self, code):
        seen = chr(code)
        if code > 127 or not seen.isalnum():
            seen = folding.fold(folding.fold(seen))
        read = "".join(_LOOK_ALIKES.get(one, _SIGNS.get(one, one)) for one in seen.lower())
        self[code] = "".join(one for one in read if one.isalnum())
        return self[code]


_letters = _Letters()


@dataclass(frozen=True)
class Reading:
    """The folded words of a text, a blank between them; `spans` says where each letter stood."""

    letters: str
    spans: tuple[tuple[int, int], ...]

    def marks(self, pattern):
        """Return [(start, end)] in the original text for what `pattern` finds."""
        found = (match.span() for match in pattern.finditer(self.letters))
        return [(self.spans[start][0], self.spans[end - 1][1]) for start, end in found]


def read(text) -> tuple[Reading, Reading]:
    """Return both readings of `text`: as it is punctuated, and without signs inside words."""
    words, glued = _words(text)
    return _reading(words), _reading(_joined(words, glued))


def marks(text, pattern) -> list[tuple[int, int]]:
    """Return where `pattern` (see `pattern_of`) stands in `text`, in order, without overlaps."""
    found = {mark for reading in read(text) for mark in reading.marks(pattern)}
    kept = []
    for start, end in sorted(found, key=lambda mark: (mark[0], -mark[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def key(words) -> str:
    """Return a word or phrase as it is kept and compared: « Coooon » and « c0n » are « con »."""
    letters = read(words)[0].letters
    while (shorter := re.sub(r"(.)\1{2,}", r"\1", letters)) != letters:
        letters = read(shorter)[0].letters
    return letters


@lru_cache(maxsize=64)
def pattern_of(keys: tuple[str, ...]) -> re.Pattern:
    """Return what finds any of `keys` in a reading, its letters repeated, its plural in s."""
    return re.compile(rf"(?<![^ ])(?:{'|'.join(map(_piece, keys))})s*(?![^ ])")


def _piece(folded):
    runs = re.findall(r"((.)\2*)", folded)
    return "".join(f"{_EITHER.get(one, re.escape(one))}{{{len(run)},}}" for run, one in runs)


def coarse(text) -> str:
    """Return `text` as one run of letters, quickly.

    A text holds a word only if its coarse form holds that of the word; the reverse is not said.
    """
    return re.sub(r"(.)\1+", r"\1", text.translate(_letters).translate(_COARSE))


def digest(text) -> str:
    """Return the same 32 signs for texts that differ in accents, case, signs and repeats alone."""
    return hashlib.sha256(coarse(text).encode()).hexdigest()[:32]


# --- Reading -------------------------------------------------------------------------------------
def _words(text):
    """Return the words of `text` as lists of (letter, start, end), and which hang on another.

    A word hangs on the one before when signs alone stand between them: no blank, no apostrophe.
    """
    words, glued, is_open, is_glued = [], [], False, False
    for place, sign in enumerate(text):
        letters = _letters[ord(sign)]
        if letters:
            if not is_open:
                words.append([])
                glued.append(is_glued)
            words[-1] += [(letter, place, place + 1) for letter in letters]
            is_open = is_glued = True
        elif not _is_invisible(sign):
            is_open = False
            is_glued = is_glued and not (sign.isspace() or sign in _APOSTROPHES)
        elif is_open:  # an accent of its own is marked with its letter
            words[-1][-1] = (*words[-1][-1][:2], place + 1)
    return words, glued


@lru_cache(maxsize=4096)
def _is_invisible(sign):
    """Whether a sign without letters takes no room: combining accents, zero width, soft hyphen."""
    return unicodedata.category(sign) in {"Mn", "Me", "Cf", "Cc"} and not sign.isspace()


def _joined(words, glued):
    joined = []
    for word, is_glued in zip(words, glued, strict=True):
        if is_glued:
            joined[-1] = joined[-1] + word
        else:
            joined.append(word)
    return joined


def _reading(words):
    letters, spans = [], []
    for word in _alone_together(words):
        text = "".join(letter for letter, _start, _end in word)
        letters.append(text.translate(_DIGITS) if not text.isdigit() else text)
        spans += [(start, end) for _letter, start, end in word]
        spans.append((word[-1][2], word[-1][2]))  # the blank
    return Reading(" ".join(letters), tuple(spans))


def _alone_together(words):
    """Make one word of letters that stand alone one after the other."""
    run = []
    for word in [*words, None]:
        if word and len(word) == 1:
            run.append(word)
            continue
        yield from [[one for alone in run for one in alone]] if len(run) >= _ALONE else run
        run = []
        if word:
            yield word
