"""Baselines: other people's blocking through their own libraries, behind our interface.

What a library takes (texts, a data frame, a table) is made once for the records and kept, so that
the timed runs of the laboratory hold the library's own work alone. All libraries but datasketch
come with the extra ``blocking-peers``; pyJedAI and BlockingPy ask for versions that exclude each
other's, and are installed as ``benchmarks/blocking/requirements.txt`` says.
"""
