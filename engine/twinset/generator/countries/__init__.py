"""What names, places and formats look like, country by country. Data only; see ``base.py``."""
