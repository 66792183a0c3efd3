"""French typography: repairs a text, shows each repair, warns of what only a person can judge."""

from .headings import house_heading, teaser
from .repairing import RULE_LABELS, Repair, fold_thin_spaces, repair, repair_html, repairs
from .warnings import Warning, warnings_in

__all__ = [
    "RULE_LABELS",
    "Repair",
    "Warning",
    "fold_thin_spaces",
    "house_heading",
    "repair",
    "repair_html",
    "repairs",
    "teaser",
    "warnings_in",
]
