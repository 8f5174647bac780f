"""Questions that nobody asks in good faith, and the way to send them."""
