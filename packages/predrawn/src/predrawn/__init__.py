"""Controls that stay alive in a published Jupyter Book: every state is drawn before it is published."""

from ipywidgets import fixed

from .controls import Choice
from .errors import ExploreError
from .explorer import Explorer, explore
from .marks import Mark
from .tables import Html, Table
from .view import View

__all__ = ["Choice", "ExploreError", "Explorer", "Html", "Mark", "Table", "View", "explore", "fixed"]
