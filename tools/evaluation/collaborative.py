"""Upper references that learn from ratings, of learning users only."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy import sparse

from tools.evaluation.catalogue import Films, Floats
from tools.evaluation.metrics import NOT_RECOMMENDED
from tools.evaluation.systems import System


def liking_matrix(liked: Mapping[int, Films], films: int) -> sparse.csr_array:
    """Return users by films, 1 where the user likes the film."""
    lengths = [len(mine) for mine in liked.values()]
    rows = np.repeat(np.arange(len(liked)), lengths)
    columns = np.concatenate(list(liked.values()))
    return sparse.csr_array((np.ones(len(rows), np.float32), (rows, columns)), shape=(len(liked), films))


class Learned(System):
    """Scores are sums of rows of a film by film matrix; a film that shares nothing with what is liked is not recommended.

    Args:
        name: What the table calls it.
        similarity: Rows of scores, one row and one column per film of ``known``.
        known: The films that the learning users like.
        films: Number of films of the catalogue.
    """

    def __init__(self, name: str, similarity: Floats, known: Films, films: int) -> None:
        self.name = name
        self._similarity = similarity
        self._known = known
        self._films = films

    def scores(self, seeds: Sequence[Sequence[int]]) -> Floats:
        """Return the sum over the liked films."""
        rows = np.zeros((len(seeds), self._films), np.float32)
        for row, query in zip(rows, seeds, strict=True):
            places = np.flatnonzero(np.isin(self._known, query))
            row[self._known] = self._similarity[places].sum(axis=0)
        rows[rows == 0] = NOT_RECOMMENDED
        return rows


def item_knn(liked: Mapping[int, Films], films: int, shrinkage: float) -> Learned:
    """Return item-kNN: cosine of the sets of users who like two films, shrunk where few like both.

    s(i, j) = n_ij / sqrt(n_i n_j) * n_ij / (n_ij + shrinkage), after Sarwar et al. (2001), shrunk as by Koren (2008).
    """
    matrix = liking_matrix(liked, films)
    known = np.flatnonzero(matrix.sum(axis=0))
    mine = matrix.tocsc()[:, known]
    both = (mine.T @ mine).toarray()
    likes = np.diag(both)
    similarity: Floats = both / np.sqrt(np.outer(likes, likes)) * both / (both + shrinkage)
    return Learned("item-kNN", similarity, known, films)


def ease(liked: Mapping[int, Films], films: int, regularisation: float) -> Learned:
    """Return EASE (Steck 2019): the linear model with zero diagonal that restores what users like best.

    With G = X'X + regularisation I and P its inverse, B_ij = -P_ij / P_jj and B_ii = 0.
    """
    matrix = liking_matrix(liked, films)
    known = np.flatnonzero(matrix.sum(axis=0))
    mine = matrix.tocsc()[:, known]
    gram = (mine.T @ mine).toarray()
    gram[np.diag_indices_from(gram)] += regularisation
    inverse = np.linalg.inv(gram)
    weights: Floats = -inverse / np.diag(inverse)
    weights[np.diag_indices_from(weights)] = 0
    return Learned("EASE", weights, known, films)
