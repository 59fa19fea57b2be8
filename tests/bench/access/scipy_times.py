"""Times of SciPy's Dijkstra over a street graph, for bench_access to compare its own with.

scipy_times.py FOLDER LIMIT SOURCE...: FOLDER holds `first`, `head` and `time` (unsigned 32-bit, a compressed sparse row
matrix). Writes `times` (64-bit floats, a row a source; infinite beyond the limit) and prints seconds a source. Exit code
77: SciPy is not installed.
"""

import sys
import time
from pathlib import Path

try:
    import numpy as np
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra
except ImportError:
    sys.exit(77)


def main() -> None:
    folder = Path(sys.argv[1])
    limit = float(sys.argv[2])
    sources = [int(word) for word in sys.argv[3:]]
    first, head, times = (np.fromfile(folder / name, dtype=np.uint32) for name in ("first", "head", "time"))
    # SciPy adds up parallel arcs; the shortest of each is what counts.
    tail = np.repeat(np.arange(len(first) - 1), np.diff(first))
    order = np.lexsort((times, head, tail))
    tail, head, times = tail[order], head[order], times[order]
    shortest = np.ones(len(head), dtype=bool)
    shortest[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
    size = len(first) - 1
    streets = csr_matrix((times[shortest].astype(float), (tail[shortest], head[shortest])), shape=(size, size))
    dijkstra(streets, indices=sources[:1], limit=limit)
    start = time.perf_counter()
    found = dijkstra(streets, indices=sources, limit=limit)
    print((time.perf_counter() - start) / len(sources))
    found.tofile(folder / "times")


main()
