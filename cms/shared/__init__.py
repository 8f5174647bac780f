"""What several floors need and none owns: Redis, sealing, files that people send."""
