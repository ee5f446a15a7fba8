"""What an occupation earns at a place: its card's wages, with the mean, which has an error, held against the nation's."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from mlcareer.anywhere import Cards, Facts, within
from mlcareer.metros import NATION
from mlcareer.text import pay
from mlcareer.views import card, earnings
from predrawn import View


def at_place(known: Cards, place: str, occupation: str) -> View:
    """The card's figure, sentences and table of a place; then the upper quartile, and the mean against the nation's."""
    view = card.pay_there(known, place, occupation)
    return replace(view, sentence=f"{view.sentence} {more(known.facts[occupation], place)}".rstrip())


def more(own: Facts, place: str) -> str:
    """The upper quartile and the mean against the nation's, as paid and at national prices; nothing where no wages are released.

    Medians have no published error, so the means are tested. That of a price level is not published, so it is taken as exact.
    """
    source = own.shown[place]
    if pd.isna(source):
        return ""
    here, real, nation = own.paid.loc[source], own.priced.loc[source], own.paid.loc[NATION]
    where = "" if source == place else f" in {within(here['label'])} as a whole"
    said = f"One in four{where} earns more than {pay(here, 'p75')}."
    if source == NATION or pd.isna(here["mean"]):
        return said
    prices = f"; at national prices, {earnings.mean_against(real, nation)}" if pd.notna(real["mean"]) else ""
    return f"{said} Compared with the whole USA, {earnings.mean_against(here, nation)}{prices}."
