"""The parts of the embedded engine: tantivy inside the process, one index folder a server."""
