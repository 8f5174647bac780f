"""Items that flow in from outside: fetched, checked one by one, brought in whole or not at all."""
