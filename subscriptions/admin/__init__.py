from subscriptions.admin import (
    closing,
    discussion,
    ledger,
    moderation,
    office,
    plan,
    sanctions,
    space,
    vouchers,
    words,
)

__all__ = [
    "closing",
    "discussion",
    "ledger",
    "moderation",
    "office",
    "plan",
    "sanctions",
    "space",
    "vouchers",
    "words",
]
