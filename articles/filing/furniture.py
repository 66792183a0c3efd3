"""What surrounds an article on a site or in a message, and is not part of it."""

import re

from .folding import flat

_SEE_ALSO = re.compile(
    r"(?:(?:a\s+)?lire\s+(?:aussi|egalement)|(?:a\s+)?voir\s+(?:aussi|egalement)"
    r"|sur\s+le\s+meme\s+(?:sujet|theme)|dans\s+la\s+meme\s+rubrique)\s*(?:[:>»–-]\s*|$)"
)
_AUTHOR_LIST = re.compile(
    r"(?:tous\s+)?(?:les\s+)?(?:(?:autres|derniers)\s+)?(?:articles\s+)?"
    r"(?:de\s+l'auteur|de\s+l'autrice|du\s+meme\s+auteur|de\s+la\s+meme\s+autrice)\s*:?"
)
_GATE = re.compile(
    r"l'espace\s+des\s+contributions\s+est\s+reserve\b.*"
    r"|abonnez-vous\s+pour\s+(?:acceder|lire|contribuer|continuer)\b.*"
    r"|(?:je\s+m'abonne|s'abonner|abonnez-vous|se\s+connecter|connectez-vous)\s*[.!]?"
    r"|deja\s+abonnee?\b.{0,60}"
    r"|(?:cet\s+article|la\s+suite(?:\s+de\s+cet\s+article)?)\s+est\s+reservee?\s+aux\s+abonnes.*"
)
_NETWORKS = r"(?:facebook|twitter|whatsapp|telegram|linkedin|instagram|messenger|youtube|tiktok)"
_FURNITURE = re.compile(
    rf"(?:partager|partagez)(?:\s+(?:sur|via)\b.{{0,40}}|\s+cet\s+article\b.{{0,40}})?\s*:?"
    r"|(?:partager|envoyer)\s+par\s+(?:e-?mail|courriel|sms)|envoyer\s+a\s+un\s+ami"
    rf"|suivez-nous(?:\s+sur\b.{{0,60}})?|{_NETWORKS}(?:[\s,|/·-]+{_NETWORKS})*"
    r"|imprimer|e-?mail|courriel|copier\s+le\s+lien|lien\s+copie"
    r"|accueil|menu|rechercher|retour\s+a\s+l'accueil|plan\s+du\s+site|mentions\s+legales"
    r"|nous\s+contacter|newsletter|publicite|accueil\s*[>»|/›].*|menu\s*\|.*"
    r"|(?:nous\s+utilisons|ce\s+site\s+utilise)\s+des\s+cookies.*"
    r"|en\s+poursuivant\s+votre\s+navigation.*|tout\s+(?:accepter|refuser)"
    r"|(?:accepter|refuser)(?:\s+(?:tout|les\s+cookies|et\s+fermer))?"
    r"|(?:parametrer|gerer)\s+(?:les|mes)\s+cookies"
    r"|(?:article|page)\s+(?:precedente?|suivante?)|lire\s+la\s+suite|haut\s+de\s+page"
    r"|(?:laisser\s+un\s+)?commentaires?(?:\s*:?\s*\d+)?"
    r"|\d+\s*(?:commentaires?|contributions?|vues|partages)"
    r"|temps\s+de\s+lecture\b.{0,30}|lecture\s*:?\s*\d+\s*min.*"
    r"|(?:tags|mots-cles|etiquettes)\s*:.*"
    r"|©\s*(?:copyright\s*)?\d{4}.*|.{0,40}tous\s+droits\s+reserves.{0,40}"
)
_MESSAGE = re.compile(
    r"(?:bonjour|bonsoir|salut|bjr|bsr|slt|chers?\s+(?:chef|confreres?|collegues?))"
    r"(?:\s+[\w.'-]+){0,3}\s*[,!.]?"
    r"|voici\s+(?:mon|ma|le|la|l'|un|une)\s?(?:papier|article|texte|copie|compte\s+rendu|reportage)"
    r"\b.{0,60}|(?:veuillez\s+trouver|ci-joint|je\s+vous\s+envoie|merci\s+de\s+publier)\b.{0,80}"
    r"|(?:bien\s+)?cordialement.{0,3}|bonne\s+reception.{0,3}"
    r"|envoye\s+(?:de|depuis)\s+mon\s+(?:iphone|ipad|telephone|mobile|samsung|android|smartphone)"
    r".{0,40}|sent\s+from\s+my\s.{0,40}"
)
_SECTION_NAMES = re.compile(
    r"(?:politique|economie|societe|sports?|culture|international|afrique|monde|nation|regions?"
    r"|faits\s+divers|sante|education|opinions?|videos?|photos?|magazine|actualites?|a\s+la\s+une)"
)
_COOKIES = re.compile(r"nous\s+utilisons\s+des\s+cookies|ce\s+site\s+utilise\s+des\s+cookies")
LONGEST = 240  # characters: furniture is short, cookie notices and teaser headings apart


def see_also_heading(text: str) -> int:
    """Length of « Lire aussi : » at the start of the text, 0 when it does not start so."""
    match = _SEE_ALSO.match(flat(text[:60]))
    return match.end() if match else 0


def kind_of(text: str) -> str:
    """Which kind of surrounding text this paragraph is; empty for the article itself."""
    start = flat(text[:LONGEST])
    if _SEE_ALSO.match(start):
        return "see_also"
    if len(text) > LONGEST:
        return "furniture" if _COOKIES.match(start) else ""
    for kind, pattern in _KINDS:
        if pattern.fullmatch(start):
            return kind
    return "furniture" if "|" in text and _is_menu_line(text) else ""


_KINDS = (
    ("author_list", _AUTHOR_LIST),
    ("gate", _GATE),
    ("furniture", _FURNITURE),
    ("message", _MESSAGE),
)


def _is_menu_line(text: str) -> bool:
    """« Politique | Économie | Sport », and not a row of results."""
    return sum(map(is_section_name, text.split("|"))) > 1


def is_section_name(text: str) -> bool:
    return len(text) < 30 and _SECTION_NAMES.fullmatch(flat(text.strip())) is not None


def has_cut_end(text: str) -> bool:
    """Teasers cut by a site end in « .. » or in a full stop that stands apart."""
    return text.endswith(("..", "…", " ."))
