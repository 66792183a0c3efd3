"""Who takes money for us, each behind the same four methods (`base.Gateway`).

Only money that somebody else holds needs a gateway. Cash, cheques, transfers and vouchers are in
the office's hand when they are written down: nothing is started, nobody notifies, there is nobody
to ask, and paying back is `subscriptions.billing.ledger.reverse`. They write to the ledger at once.
"""

from subscriptions.billing.gateways.base import Gateway
from subscriptions.billing.gateways.wave import Wave
from subscriptions.models import Method

_GATEWAYS = {Method.WAVE: Wave()}


def get(method) -> Gateway:
    """Return the gateway of a method (one of `Method`). KeyError: nobody holds such money."""
    return _GATEWAYS[method]


def known() -> list[str]:
    """Return the methods that have a gateway, also those that are not set up."""
    return list(_GATEWAYS)


def offered() -> list[Gateway]:
    """Return the gateways that readers may pay through now."""
    return [gateway for gateway in _GATEWAYS.values() if gateway.is_offered()]
