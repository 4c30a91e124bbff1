"""The strongest eigenvectors of a large symmetric matrix, without finding all the others."""

import numpy as np

from forums.opinion.votes import Floats

SEED = 20_25
MOST_STEPS = 400
FIRST_LOOK, NEXT_LOOK = 12, 1.6  # a look costs more than the steps between
RESTS_FROM = 1e-12


def strongest_of(matrix: Floats, count: int) -> tuple[Floats, Floats]:
    """The ``count`` largest eigenvalues and their vectors (count, n), of a matrix (n, n) with none below 0.

    By Lanczos' method with every step made orthogonal to all before it, from a fixed start. Fewer where n
    is less.
    """
    size = len(matrix)
    count = min(count, size)
    steps = min(size, MOST_STEPS)
    chance = np.random.default_rng(SEED)
    basis = np.empty((steps, size))
    diagonal, beside = np.empty(steps), np.zeros(steps)
    step = chance.standard_normal(size)
    look = FIRST_LOOK
    for number in range(steps):
        basis[number] = step / np.linalg.norm(step)
        onward = _product(matrix, basis[number])
        diagonal[number] = basis[number] @ onward
        step = _orthogonal(onward, basis[: number + 1])
        left = float(np.linalg.norm(step))
        scale = max(float(np.max(diagonal[: number + 1])), 1e-300)
        if left <= RESTS_FROM * scale:  # nothing more can be reached from here: begin elsewhere
            left = 0.0
            step = _orthogonal(chance.standard_normal(size), basis[: number + 1])
        beside[number] = left
        done = number + 1
        if done in (steps, look):
            look = int(look * NEXT_LOOK)
            values, vectors = _eigen(diagonal[:done], beside[: done - 1])
            if np.all(np.abs(left * vectors[-1, -count:]) <= RESTS_FROM * scale) and left:
                break
    strongest = slice(-1, -count - 1, -1)
    return np.maximum(values[strongest], 0.0), vectors[:, strongest].T @ basis[:done]


def _product(matrix: Floats, vector: Floats) -> Floats:
    """By numpy's own loop: BLAS would wake its threads for each of some hundred small products."""
    product: Floats = np.einsum("ij,j->i", matrix, vector)
    return product


def _orthogonal(vector: Floats, basis: Floats) -> Floats:
    for _ in range(2):  # once leaves what rounding left
        vector = vector - np.einsum("ij,i->j", basis, _product(basis, vector))
    return vector


def _eigen(diagonal: Floats, beside: Floats) -> tuple[Floats, Floats]:
    values, vectors = np.linalg.eigh(np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1))
    return values, vectors
