from subscriptions.models.contribution import Contribution, Wording
from subscriptions.models.ledger import CashClosing, Counter, LedgerEntry, Method
from subscriptions.models.moderation import (
    Appeal,
    Judgement,
    Reason,
    Report,
    Sanction,
    WatchedWord,
)
from subscriptions.models.notice import Notice
from subscriptions.models.payment import Attempt, PaymentEvent
from subscriptions.models.plan import Plan
from subscriptions.models.reader import Reader
from subscriptions.models.space import ContributionSpace, Discussion, Mode, RubricDiscussion
from subscriptions.models.subscription import Grant, Subscription
from subscriptions.models.voucher import Voucher, VoucherBatch

__all__ = [
    "Appeal",
    "Attempt",
    "CashClosing",
    "Contribution",
    "ContributionSpace",
    "Counter",
    "Discussion",
    "Grant",
    "Judgement",
    "LedgerEntry",
    "Method",
    "Mode",
    "Notice",
    "PaymentEvent",
    "Plan",
    "Reader",
    "Reason",
    "Report",
    "RubricDiscussion",
    "Sanction",
    "Subscription",
    "Voucher",
    "VoucherBatch",
    "WatchedWord",
    "Wording",
]
