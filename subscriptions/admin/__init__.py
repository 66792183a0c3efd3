from subscriptions.admin import plan

__all__ = ["plan"]
