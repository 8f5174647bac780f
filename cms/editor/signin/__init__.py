"""Staff come in through their own municipality's identity provider."""
