"""The parts of the Elasticsearch engine: one cluster for every server of an installation."""
