"""The one error of the package."""


class ExploreError(ValueError):
    """A control, a state or a book that cannot be shown. The message names it and says what to do."""
