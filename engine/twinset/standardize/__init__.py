"""Standardise: every column to one way of writing, so that equal things are equal text."""

from twinset.standardize.stage import standardize

__all__ = ["standardize"]
