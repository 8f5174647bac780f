"""What citizens do, remembered for those who have said yes to it: typed, and written once."""
