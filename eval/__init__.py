"""Curated question sets, measures, runs, reports."""
