"""The whole product's data in one file that any database can take in again."""
