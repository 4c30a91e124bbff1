"""Every write to forums: keyword-only, one transaction, returns the object or refuses in plain words."""
