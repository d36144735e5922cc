"""Results must add up and agree with what was published, or the line stops here.

The schemas of the stages before come in; `schemas.check` goes out.
"""
