"""Commands of the GraphQL door."""
