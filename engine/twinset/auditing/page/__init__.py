"""The report as one HTML page: no script, no request, readable on a phone and on paper."""

from twinset.auditing.page.page import page

__all__ = ["page"]
