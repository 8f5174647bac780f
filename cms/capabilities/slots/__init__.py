"""Bookable times: days and hours become times, and each is given to so many and no more."""
