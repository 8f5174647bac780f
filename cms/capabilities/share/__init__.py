"""Share: with one's adviser, as a note on paper, as a QR code, by mail; no stranger's scripts."""
