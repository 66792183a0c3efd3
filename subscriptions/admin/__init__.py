from subscriptions.admin import closing, ledger, office, plan, vouchers

__all__ = ["closing", "ledger", "office", "plan", "vouchers"]
