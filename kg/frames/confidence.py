"""How likely a statement is right: a logistic model over how it was found, with integer weights trained by benchmarks/calibrate.py."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ontology import Ontology

SCALE = 100  # weights are hundredths of a logit
BIAS = "bias"


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of features in hundredths of a logit; unknown features weigh nothing."""

    values: Mapping[str, int]

    def confidence(self, features: Iterable[str]) -> float:
        """Between 0 and 1, three decimals."""
        total = self.values.get(BIAS, 0) + sum(self.values.get(feature, 0) for feature in features)
        return round(1 / (1 + math.exp(-total / SCALE)), 3)


@lru_cache(maxsize=4)
def read_weights(ontology: Ontology) -> Weights:
    """words/confidence.tsv: feature, weight."""
    found = {}
    for row in ontology.rows("words", "confidence.tsv"):
        if len(row.cells) != 2 or not row.cells[1].lstrip("-").isdigit():
            raise row.fault("needs a feature and its weight, a whole number")
        found[row.cells[0]] = int(row.cells[1])
    return Weights(found)
