"""From text to what is indexed and asked for: folding, words, stems, parts of compounds."""
