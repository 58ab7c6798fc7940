"""What is wrong with a base, before anyone merges anything: ``twinset.audit``.

One topic a file. All work is on distinct values: a column is encoded once, its values are judged
once, and counts are gathered by code.
"""
