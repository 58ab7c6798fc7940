"""From clusters to what people act on: merge sets and golden records."""
