"""Citizens' own papers: a CV, a letter, a diploma; sealed, and each citizen's alone."""
