"""The pages under /compte/ that belong to the account itself, in the dress of the public site."""
