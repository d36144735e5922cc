"""What changed between the years, by municipality and by zone, and what that says.

The schemas of the stages before come in; `schemas.migrate` goes out.
"""
