"""How well search finds: judged questions over the demo library, and what they come to."""
