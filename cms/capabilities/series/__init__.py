"""Series: items in an order that somebody chose; one is shown what comes next."""
