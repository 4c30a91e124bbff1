"""How answers by mail come in: fetched from a mailbox, or brought by a provider. Both only hand them on."""
