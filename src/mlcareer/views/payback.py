"""When a degree is earned back: arithmetic on what a reader assumes, and no promise.

Years, price, pay and gain multiply to hundreds of thousands. So what is said rests on the years that follow from them, in whole years,
and on the sum, each drawn once for all choices that lead there.
"""

from __future__ import annotations

import pandas as pd

from mlcareer import charts
from mlcareer.text import count, money
from predrawn import Choice, View

#: The most years that the picture shows and the sentence counts, from the first day of study: longer than people work.
LAST = 50

#: Steps of what is typed, US dollars a year, and the ends of each: below six digits, so that a field has room beside its slider on a phone.
STEP, PRICES, PAY, GAINS, YEARS = 2_000, 80_000, 98_000, 98_000, (1, 8)

#: It is never earned back, or later than LAST.
NEVER, LATE = -1, -2


def choices(price: float, years: int, forgone: int, gain: int) -> dict[str, Choice]:
    """The controls, in their order, by the names under which ``parts`` and ``derived`` take them; the arguments are where they begin."""

    def amount(name: str, most: int, start: float) -> Choice:
        return Choice((0, most, STEP), name, round(start / STEP) * STEP, kind="number", format=money)

    return {
        "years": Choice(YEARS, "Years of study", years),
        "price": amount("Price of a year, after grants", PRICES, price),
        "forgone": amount("Pay you do without, a year", PAY, forgone),
        "gain": amount("More pay a year afterwards", GAINS, gain),
    }


def cost(years: int, price: int, forgone: int) -> int:
    """What all years of study cost, US dollars: the price and the pay that is done without."""
    return years * (price + forgone)


def back(years: int, price: int, forgone: int, gain: int) -> int:
    """After how many years of more pay the cost is earned back, to the next whole year; NEVER, or LATE beyond LAST."""
    total = cost(years, price, forgone)
    if not total:
        return 0
    if not gain:
        return NEVER
    needed = -(-total // gain)
    return needed if years + needed <= LAST else LATE


def told(years: int, back: int) -> str:
    """When it is earned back, in a sentence."""
    if back == NEVER:
        return "With these figures you never earn it back: no more pay, nothing to earn it back with."
    if back == LATE:
        return f"With these figures you do not earn it back within {LAST} years of the first day of study."
    if back == 0:
        return "With these figures there is nothing to earn back: it costs you nothing."
    return f"With these figures you have earned it back {_years(back)} after you finish, {_years(years + back)} after the first day of study."


def _years(number: int) -> str:
    """A number of years in words: ``1 year``, ``12 years``."""
    return "1 year" if number == 1 else f"{count(number)} years"


def _point(number: float) -> str:
    """A point in time on the scale."""
    return _years(int(number)) if number else "begin"


def shown(years: int, back: int) -> View:
    """The sentence, and the years of study and of earning back one after the other."""
    ends = None if back in (NEVER, LATE) else years + back
    earning = {
        NEVER: "You never earn it back",
        LATE: f"You earn it back: more than {LAST - years} years",
        0: "Nothing to earn back",
    }.get(back, f"You earn it back: {_years(back)}")
    rows = pd.DataFrame({"label": [f"You study: {_years(years)}", earning], "start": [0, years], "end": [years, ends]})
    picture = charts.timeline(
        rows, label="label", start="start", end="end", marked=[False, True], last=LAST, tick=_point
    )
    return View(picture, told(years, back))


def summed(cost: int) -> str:
    """What it costs in all."""
    return f"It costs you {money(cost)} in all: each year of study its price, and the pay that you do without."


#: What is drawn, and the values that follow from the choices.
PARTS = [shown, summed]
DERIVED = {"back": back, "cost": cost}
