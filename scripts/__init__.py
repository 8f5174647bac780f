"""Commands for people who work on the project; `make help` names them."""
