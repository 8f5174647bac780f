"""Where job-centre staff decide what journeys only propose, and see where a citizen is."""
