"""Who somebody is: signing in by a code or a password, and what keeps an account one's own."""
