"""What we ask of every operator, in our words: start, read a notification, ask, pay back."""

import enum
from abc import ABC, abstractmethod
from dataclasses import dataclass


class GatewayError(Exception):
    """The operator did not do what it was asked, or did not answer; the sentence says which."""


class Forged(Exception):
    """A notification that the operator did not sign, or signed too long ago."""


class Unreadable(Exception):
    """A notification that was signed and says nothing we understand."""


class Outcome(enum.Enum):
    """What became of the money, as the operator says."""

    WAITING = "waiting"
    PAID = "paid"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Started:
    """A payment that the operator awaits, at a page of its own."""

    operator_reference: str
    launch_url: str


@dataclass(frozen=True)
class Notification:
    """What a notification is about. It is believed in nothing else."""

    event_id: str
    reference: str = ""
    operator_reference: str = ""


@dataclass(frozen=True)
class Status:
    """What the operator says of a payment when it is asked.

    `is_final`: it will never say anything else, unless it pays back. `amount` is in whole francs,
    None when the operator named no whole amount. `explanation` is a sentence for the reader.
    """

    outcome: Outcome
    is_final: bool
    operator_reference: str = ""
    reference: str = ""
    amount: int | None = None
    currency: str = ""
    transaction_id: str = ""
    explanation: str = ""


class Gateway(ABC):
    """An operator. Every method speaks HTTP with it: never call one inside a transaction."""

    method: str
    label: str

    @abstractmethod
    def is_offered(self) -> bool:
        """Whether the settings let readers pay through it."""

    @abstractmethod
    def start(self, attempt, *, return_url) -> Started:
        """Let the operator await the amount of `attempt`; it sends the payer to `return_url`.

        Raises GatewayError.
        """

    @abstractmethod
    def read(self, body: bytes, headers) -> Notification:
        """Return what a notification is about, once its signature is right.

        `headers` finds names whatever their case. Raises Forged or Unreadable.
        """

    @abstractmethod
    def status(self, attempt, *, is_hurried=False) -> Status:
        """Ask what became of `attempt`; hurried, within five seconds. Raises GatewayError."""

    @abstractmethod
    def refund(self, attempt) -> None:
        """Pay the whole amount back; a second time does nothing. Raises GatewayError."""
