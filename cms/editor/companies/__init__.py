"""The CVR numbers of companies and vendors, which decide who comes in for them."""
