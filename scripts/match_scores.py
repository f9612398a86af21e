"""What scripts/bench-match and its properties share: scores over pairs and records, timed commands."""
import collections
import csv
import os
import subprocess
import sys
import tempfile

LINE = "{:<16} {:<8} {:>6} {:>6} {:>6} {:>6} {:>10} {:>7} {:>6}  {}"


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pair_count(sizes):
    return sum(n * (n - 1) // 2 for n in sizes)


def scores(found, truth):
    """Pairwise precision, recall, F1 and B-cubed F1 of {id: cluster} against {id: entity}."""
    both = collections.Counter((found.get(i, f"none {i}"), e) for i, e in truth.items())
    sizes = collections.Counter(found.get(i, f"none {i}") for i in truth)
    entities = collections.Counter(truth.values())
    right = pair_count(both.values())
    precision = right / max(1, pair_count(sizes.values()))
    recall = right / max(1, pair_count(entities.values()))
    b_precision = sum(n * n / sizes[c] for (c, _), n in both.items()) / len(truth)
    b_recall = sum(n * n / entities[e] for (_, e), n in both.items()) / len(truth)
    f = lambda p, r: 2 * p * r / (p + r) if p + r else 0.0
    return precision, recall, f(precision, recall), f(b_precision, b_recall)


def show(name, tool, figures, pairs, seconds, megabytes, note=""):
    print(LINE.format(name, tool, *(f"{x:.4f}" for x in figures), pairs, f"{seconds:.2f}",
                      f"{megabytes:.0f}", note), flush=True)


def measured(command):
    """Output, CPU seconds and peak MB of a command."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    if process.returncode not in (0, 1):
        sys.exit(f"{command[0]} ended with {process.returncode}:\n{text[-2000:]}")
    return text, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def truth_of(folder, kind="entity"):
    """{id: entity}; rows without one are left out."""
    return {row["id"]: row[kind] for row in read(f"{folder}/truth.csv") if row[kind]}


def clusters_of(path, kind=None):
    """{id: cluster} of the mentions of one type, or of all."""
    return {row["id"]: row["cluster"] for row in read(path) if kind is None or row["type"] == kind}
