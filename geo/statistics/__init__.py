"""Statistics over places: what lies together more than chance would put it."""
