"""Steps: what one learns, part by part: text, video, exercise, quiz, upload and class day."""
