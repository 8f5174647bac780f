"""The words of the screens, from the code to the catalogues that Django reads."""
