"""What an interval rests on, and how its ends are called."""

__all__ = ["ENSEMBLE", "FITTED", "MODELS", "QUANTILES"]

# The municipal record alone, or published totals as well.
ENSEMBLE, FITTED = "ensemble", "fitted"
# Medians and intervals stand in rows of their own, beside those of every method; best first.
MODELS = (FITTED, ENSEMBLE)
QUANTILES = {"p10": 0.1, "p50": 0.5, "p90": 0.9}
