"""The GraphQL door: schema, executor and its limits."""
