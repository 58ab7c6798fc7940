"""Candidate pairs: four families of blocking, their counts, and the stream of pairs."""
