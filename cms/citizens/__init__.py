"""Citizens: who they are (OpenID Connect), what they have told, and their rights over it."""
