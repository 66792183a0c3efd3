from newsroom.models.change import Change
from newsroom.models.former_slug import FormerSlug
from newsroom.models.journal import JournalEntry
from newsroom.models.last_tick import LastTick
from newsroom.models.newspaper import Newspaper, PublicationDirector
from newsroom.models.sent_code import SentCode
from newsroom.models.user import User

__all__ = [
    "Change",
    "FormerSlug",
    "JournalEntry",
    "LastTick",
    "Newspaper",
    "PublicationDirector",
    "SentCode",
    "User",
]
