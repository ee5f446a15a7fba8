"""How exposed an occupation is to language models: what use is seen, what was rated possible, and what is projected beside it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from mlcareer import charts
from mlcareer.occupations import ALL, PROXIES, SHORT
from mlcareer.tables import Table
from mlcareer.text import ends, ranks, tenth, times
from mlcareer.views.compare import YOURS, grow, openings
from predrawn import View

#: The measures by column, as rows of the table name them.
MEASURES = {
    "observed": "Observed use",
    "rated_by_people": "Rated potential, by people",
    "rated_by_model": "Rated potential, by a model",
}

#: Ranks that are more than this part of all occupations apart are told to disagree.
FAR = 0.25

#: What is said where a measure has no score for an occupation.
NO_SCORE = "no score"


def score(figure: float) -> str:
    """A score as pages write it: ``0.46``."""
    return NO_SCORE if pd.isna(figure) else times(figure, 2)


def ranked(scores: pd.Series) -> pd.DataFrame:
    """The ``best`` and the ``worst`` rank of each occupation by a measure, 1 for the most exposed; equal scores share them."""
    known = scores.dropna()
    return pd.DataFrame(
        {"best": known.rank(ascending=False, method="min"), "worst": known.rank(ascending=False, method="max")}
    ).astype(int)


class Exposures:
    """Views of every occupation beside the stand-ins.

    ``known``: of ``careers.figures``; ``scores``: the table ``exposure`` by occupation; ``observed_of``, ``rated_of``, ``projected``:
    the periods of the measures and of the projections ("2024–34"); ``newest``: growth in percent by newer ones, of the few occupations
    that have them; ``newest_of``: their period.
    """

    def __init__(
        self,
        known: pd.DataFrame,
        scores: pd.DataFrame,
        observed_of: str,
        rated_of: str,
        projected: str,
        newest: Mapping[str, float],
        newest_of: str,
    ):
        self.known: dict[str, dict] = known.to_dict("index")
        self.scores: dict[str, dict] = scores.reindex(known.index)[list(MEASURES)].astype(float).to_dict("index")
        self.ranks = {measure: ranked(scores[measure]) for measure in MEASURES}
        self.observed_of, self.rated_of, self.projected = observed_of, rated_of, projected
        self.newest, self.newest_of = newest, newest_of
        #: Ends of the scales, one for each measure: the highest score that any occupation has.
        self.ends = {measure: float(scores[measure].max()) for measure in MEASURES}

    def rank(self, occupation: str, measure: str) -> str:
        """The rank of an occupation among those with a score: ``18``; ``346–755`` of equal ones; NO_SCORE."""
        found = self.ranks[measure]
        return ranks(*found.loc[occupation]) if occupation in found.index else NO_SCORE

    def place(self, occupation: str, measure: str) -> str:
        """The same in a sentence: ``rank 18 of 755``."""
        rank = self.rank(occupation, measure).replace("–", " to ")
        return f"{'rank' if rank.isdigit() else 'ranks'} {rank} of {len(self.ranks[measure])}"

    def named(self, measure: str) -> str:
        """A measure with its period: ``Observed use, March 2026``."""
        return f"{MEASURES[measure]}, {self.observed_of if measure == 'observed' else self.rated_of}"

    # ---- what is seen in use ----

    def observed(self, occupation: str) -> View:
        """How much use is seen, in a sentence and a picture beside the stand-ins."""
        figure = self.scores[occupation]["observed"]
        begin = f"{self.known[occupation]['title']}{', one of the three stand-ins' if occupation in PROXIES else ''}"
        seen = f"in the use that one vendor saw ({self.observed_of}) the score is {score(figure)}, {self.place(occupation, 'observed')}"
        if occupation == ALL:
            said = f"{begin} together have no score. The picture shows the three stand-ins; choose yours to see it beside them."
        elif pd.isna(figure):
            said = f"{begin}: no score of the use that one vendor saw is published ({self.observed_of})."
        elif figure == 0:
            said = f"{begin}: {seen}. Too little use was seen to count, which does not mean that none is possible."
        else:
            said = f"{begin}: {seen}, where 1 is the most exposed."
        return View(self.picture(occupation, "observed"), said)

    # ---- what was rated possible ----

    def rated(self, occupation: str) -> View:
        """What people and a model rated possible, in a sentence, a picture of what people said, and a table of all that is known."""
        own = self.scores[occupation]
        if pd.isna(own["rated_by_people"]):
            said = f"What people thought possible ({self.rated_of}): no score is published."
        else:
            model = "No score of a model is published."
            if not pd.isna(own["rated_by_model"]):
                model = (
                    f"A model that was asked the same gave {score(own['rated_by_model'])}, "
                    f"{self.place(occupation, 'rated_by_model')}.{self.disagree(occupation)}"
                )
            said = (
                f"What people thought possible ({self.rated_of}): a score of {score(own['rated_by_people'])}, "
                f"{self.place(occupation, 'rated_by_people')}. {model}"
            )
        return View(self.picture(occupation, "rated_by_people"), said, self.table(occupation))

    def disagree(self, occupation: str) -> str:
        """What is added where people and the model are more than FAR apart in rank."""
        people, model = (
            self.ranks[measure]["best"][occupation] / len(self.ranks[measure])
            for measure in ("rated_by_people", "rated_by_model")
        )
        return " The two are far apart, so neither is much of a guide here." if abs(people - model) > FAR else ""

    def picture(self, occupation: str, measure: str) -> Figure:
        """Scores of the occupation and of the three as bars, on the measure's own scale; all occupations together have none."""
        rows = dict(SHORT) if occupation in (ALL, *PROXIES) else {occupation: self.known[occupation]["title"], **SHORT}
        marked = [code == occupation for code in rows]
        frame = pd.DataFrame(
            {
                "name": [charts.shortened(name, "", bold) for name, bold in zip(rows.values(), marked)],
                "score": [self.scores[code][measure] for code in rows],
            }
        )
        return charts.bars(
            frame,
            label="name",
            value="score",
            marked=marked,
            write=score,
            end=self.ends[measure],
            room=len(PROXIES) + 1,
            heading=self.named(measure),
        )

    # ---- what is projected ----

    def prospects(self, occupation: str) -> View:
        """Growth and openings beside it, and what exposure is not."""
        own = self.known[occupation]
        begin, end = ends(self.projected)
        newer = (
            f"That is the last projection that tells every occupation; a newer one, {self.newest_of}, says {tenth(self.newest[occupation])} "
            "here. "
            if occupation in self.newest
            else ""
        )
        said = (
            f"Jobs are projected to {grow(own['growth_percent'])} from {begin} to {end}, with {openings(own)} openings a year. {newer}"
            "Exposure is no job loss, and both measures come from vendors of such models."
        )
        return View(sentence=said)

    def table(self, occupation: str) -> Table:
        """Scores and ranks, growth and openings of an occupation beside the three."""
        codes = (occupation, *PROXIES)
        lines: list[tuple[str, list[str]]] = []
        for measure in MEASURES:
            total = len(self.ranks[measure])
            lines += [
                (self.named(measure), [score(self.scores[code][measure]) for code in codes]),
                (f"Its rank of {total}", [self.rank(code, measure) for code in codes]),
            ]
        rows: list[Mapping] = [self.known[code] for code in codes]
        lines += [
            (f"Growth {self.projected}", [tenth(row["growth_percent"]) for row in rows]),
            (f"Openings a year, {self.projected}", [openings(row) for row in rows]),
        ]
        return Table(
            pd.DataFrame(
                [[name, *cells] for name, cells in lines],
                columns=["Measure", YOURS, *(SHORT[code] for code in PROXIES)],
            ),
            f"{self.known[occupation]['title']} beside the three stand-ins; scores from 0 to 1, rank 1 is the most exposed",
        )
