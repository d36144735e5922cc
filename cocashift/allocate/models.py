"""What an interval rests on, and how its ends are called."""

__all__ = ["ENSEMBLE", "FITTED", "GRIDDED", "MODELS", "QUANTILES"]

# The municipal record alone, published totals as well, or a grid of both years.
ENSEMBLE, FITTED, GRIDDED = "ensemble", "fitted", "gridded"
# Medians and intervals stand in rows of their own, beside those of every method; best first.
MODELS = (GRIDDED, FITTED, ENSEMBLE)
QUANTILES = {"p10": 0.1, "p50": 0.5, "p90": 0.9}
