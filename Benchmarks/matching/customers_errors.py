#!/usr/bin/env python3
"""Lists the kinds of errors of clusters of synthesized customers: by comparison levels and by noise.

    sluice match FOLDER/pipeline.yaml --clusters C.csv --pairs P.csv
    python3 Benchmarks/matching/customers_errors.py FOLDER C.csv P.csv [--type contact] [--examples 2]

False pairs are those that a matcher joined directly; missed pairs are true pairs in two clusters, compared
or not. The lift of a noise says how much commoner it is among rows of missed pairs than among all rows of
true pairs.
"""
import argparse
import collections
import csv
import itertools


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pairs(path, kind):
    """The pairs of an entity; each entity has a header of its own."""
    with open(path, encoding="utf-8", newline="") as file:
        for cells in csv.reader(file):
            if cells[0] == "type":
                header = cells
            elif cells[0] == kind:
                yield dict(zip(header, cells))


def key(text):
    return text.rsplit("#", 1)[0].rsplit(":", 1)[-1]


def pattern(row, but=()):
    return "; ".join(f"{column[:-6]}={row[column]}" for column in row
                     if column.endswith("_level") and row[column] and row[column] not in ("no value", "none") and column not in but)


def table(title, counter, total, examples, limit=30):
    print(f"\n## {title}: {total}\n")
    for kind, count in counter.most_common(limit):
        shown = "".join(f"\n        {example}" for example in examples.get(kind, [])[:2])
        print(f"{count:6d} {100 * count / max(1, total):5.1f} %  {kind}{shown}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("clusters")
    parser.add_argument("pairs")
    parser.add_argument("--type", default="contact")
    options = parser.parse_args()
    column = "entity" if options.type == "contact" else "company"
    facts = {row["id"]: row for row in read(f"{options.folder}/truth.csv")}
    truth = {i: row[column] for i, row in facts.items() if row[column]}
    raw = {}
    for name in ("book", "crm", "web", "cards"):
        for row in read(f"{options.folder}/{name}.csv"):
            values = list(row.values())
            raw[values[0]] = " | ".join(v for v in values[1:] if v)
    clusters = {row["id"]: row["cluster"] for row in read(options.clusters) if row["type"] == options.type}
    compared = {}
    for row in pairs(options.pairs, options.type):
        compared[tuple(sorted((key(row["a"]), key(row["b"]))))] = row

    groups, found = collections.defaultdict(list), collections.defaultdict(list)
    for i, entity in truth.items():
        groups[entity].append(i)
        found[clusters.get(i, i)].append(i)
    size = lambda all_groups: sum(len(g) * (len(g) - 1) // 2 for g in all_groups.values())
    false_in_clusters = sum(truth[a] != truth[b] for group in found.values() for a, b in itertools.combinations(group, 2))
    print(f"{options.type}: {size(groups)} true pairs, {size(found)} found, {false_in_clusters} of them false; biggest clusters "
          f"{sorted(map(len, found.values()))[-5:]}")

    false, examples = collections.Counter(), collections.defaultdict(list)
    for (a, b), row in compared.items():
        if a in truth and b in truth and truth[a] != truth[b] and clusters.get(a) == clusters.get(b) and row["band"] == "merge":
            kind = pattern(row)
            false[kind] += 1
            examples[kind].append(f"{raw[a]}  ⟷  {raw[b]}  ({row['probability']})")
    table("False pairs joined directly, by levels", false, sum(false.values()), examples)

    missed, levels, noise, base, examples = (collections.Counter() for _ in range(4)), None, None, None, collections.defaultdict(list)
    how, levels, noise, base = missed
    for group in groups.values():
        for a, b in itertools.combinations(group, 2):
            marks = set(facts[a]["noise"].split("|") + facts[b]["noise"].split("|")) - {""} or {"no noise"}
            base.update(marks)
            if clusters.get(a, a) == clusters.get(b, b):
                continue
            noise.update(marks)
            row = compared.get(tuple(sorted((a, b))))
            if row is None:
                how["not compared"] += 1
                kind = "not compared: " + ", ".join(sorted(marks))
            else:
                how[f"compared, {row['band']}"] += 1
                kind = f"{row['band']}: {pattern(row)}"
            levels[kind] += 1
            examples[kind].append(f"{raw[a]}  ⟷  {raw[b]}" + (f"  ({row['probability']})" if row else ""))
    total = sum(how.values())
    table("Missed pairs, by what became of them", how, total, {})
    table("Missed pairs, by levels", levels, total, examples, 45)
    print(f"\n## Missed pairs, by noise of either row (a pair may have several)\n")
    everything = size(groups)
    for kind, count in noise.most_common(40):
        share = count / base[kind]
        print(f"{count:6d}  {100 * share:5.1f} % of pairs with it are missed (lift {share / (total / everything):.1f})  {kind}")


if __name__ == "__main__":
    main()
