"""The yardstick of bench/complexity.ts: the same pipeline in NumPy with OpenBLAS, single precision, written for speed.

Reads a matrix of float32 (rows, columns, file on the command line), runs the pipeline `repeat` times and prints one line
of JSON: seconds of each run, peak memory, and a few numbers that must agree with ours. Tricks used: in-place arithmetic,
M.T @ M as a symmetric product (NumPy hands it to `syrk`), (1 - M) W = 1'W - M W, and Lanczos on products with M instead
of a full eigendecomposition. NumPy only; nothing from SciPy.
"""
import json
import resource
import sys
import time

import numpy as np


def second_vector(m, diversity, ubiquity):
    """Second eigenvector of D^-1 M U^-1 M^T by Lanczos on the symmetric form, known top vector deflated."""
    root = np.sqrt(diversity)
    top = (root / np.linalg.norm(root)).astype(np.float64)
    inverse_root = (1 / root).astype(np.float32)
    inverse_ubiquity = (1 / ubiquity).astype(np.float32)
    q = np.random.default_rng(1).standard_normal(len(root))
    q -= top * (top @ q)
    q /= np.linalg.norm(q)
    basis, alpha, beta = [], [], []
    for step in range(1, min(400, len(root) - 1) + 1):
        basis.append(q)
        x = (q * inverse_root).astype(np.float32)
        w = ((m @ ((x @ m) * inverse_ubiquity)) * inverse_root).astype(np.float64)
        alpha.append(w @ q)
        block = np.array(basis)
        for _ in range(2):
            w -= top * (top @ w)
            w -= block.T @ (block @ w)
        length = np.linalg.norm(w)
        if step % 4 == 0:
            t = np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1)
            values, vectors = np.linalg.eigh(t)
            if length * abs(vectors[-1, -1]) < 2e-7:
                break
        beta.append(length)
        q = w / length
    t = np.diag(alpha) + np.diag(beta[: len(alpha) - 1], 1) + np.diag(beta[: len(alpha) - 1], -1)
    values, vectors = np.linalg.eigh(t)
    return (np.array(basis).T @ vectors[:, -1]) * inverse_root, values[-1]


def pipeline(x):
    region = x.sum(axis=1, dtype=np.float64)
    activity = x.sum(axis=0, dtype=np.float64)
    total = region.sum()
    rca = x * (total / region).astype(np.float32)[:, None]
    rca /= activity.astype(np.float32)[None, :]
    m = (rca >= 1).astype(np.float32)
    diversity = m.sum(axis=1)
    ubiquity = m.sum(axis=0)
    phi = m.T @ m
    phi /= np.maximum(ubiquity[:, None], ubiquity[None, :])
    phi_sum = phi.sum(axis=0)
    density = m @ phi
    density /= phi_sum
    vector, eigenvalue = second_vector(m, diversity, ubiquity)
    k = (vector.astype(np.float32) @ m) / ubiquity
    eci = (m @ k) / diversity
    sign = np.sign(np.corrcoef(eci, diversity)[0, 1])
    mean, spread = eci.mean(), eci.std()
    pci = sign * (k - mean) / spread
    eci = sign * (eci - mean) / spread
    phi *= (pci / phi_sum)[:, None]
    gain = m @ phi
    np.subtract(phi.sum(axis=0), gain, out=gain)
    absent = np.subtract(1, m, out=m)
    gain *= absent
    outlook = np.einsum("ij,ij,j->i", density, absent, pci)
    return rca, eci, pci, density, gain, outlook, eigenvalue


def main():
    rows, columns, path, repeat = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    x = np.fromfile(path, dtype=np.float32).reshape(rows, columns)
    seconds = []
    for _ in range(repeat):
        start = time.perf_counter()
        _, eci, pci, density, gain, outlook, eigenvalue = pipeline(x)
        seconds.append(time.perf_counter() - start)
    print(json.dumps({
        "seconds": seconds, "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, "numpy": np.__version__,
        "eci": [float(eci[0]), float(eci[-1])], "pci": [float(pci[0]), float(pci[-1])], "density": float(density[rows // 2, columns // 3]),
        "gain": float(gain[rows // 2, columns // 3]), "outlook": float(outlook[0]), "eigenvalue": float(eigenvalue),
    }))


main()
