"""Contract tests of capabilities, on types that no engine code has ever heard of.

They run in a process of their own, since a process knows its declarations from the start:
`pytest --ds=tests.made_up.settings tests/made_up`.
"""
