"""The one kind of error a user can mend: bad input, named, with the remedy."""

__all__ = ["InputError"]


class InputError(ValueError):
    """What is wrong with an input, where (file, layer, field, row), and what to do about it.

    Its message is shown to the user as it stands, without a traceback.
    """
