"""Written texts and rendered pages from one alphabet of Uzbek into the other: only words change."""
