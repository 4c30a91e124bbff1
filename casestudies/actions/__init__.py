"""Every write to the library: keyword-only, one transaction, returns the object or refuses in plain words."""
