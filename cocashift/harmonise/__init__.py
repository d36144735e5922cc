"""What providers sent becomes one schema each, repaired in the open.

Files and their descriptions come in; `schemas.harmonise` goes out. Nothing after this stage cleans
anything.
"""
