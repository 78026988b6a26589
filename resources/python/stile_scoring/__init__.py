"""The parts of stile_score.py, which is what Stile starts."""
