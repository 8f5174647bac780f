"""Launch: open somebody's service, signed in where there is an agreement about it."""
