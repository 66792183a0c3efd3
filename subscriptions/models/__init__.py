from subscriptions.models.plan import Plan

__all__ = ["Plan"]
