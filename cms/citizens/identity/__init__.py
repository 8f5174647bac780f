"""Log-in through an identity provider that speaks OpenID Connect (MitID comes through one)."""
