"""The admin of the house itself, and what every admin of the desk shares."""

from newsroom.admin import accounts, journal, newspaper
from newsroom.admin.base import DeskAdmin, LongListAdmin, PublicAdmin

__all__ = ["DeskAdmin", "LongListAdmin", "PublicAdmin", "accounts", "journal", "newspaper"]
