"""What must hold of clusters whatever the data; called by scripts/bench-match --properties.

    order       shuffled rows and 1 or 2 threads give the same clusters
    new rows    1 % of rows added to a database of 99 % give the clusters of a full run with the same model
    no_match    pairs that a person keeps apart are apart in clusters, in the database and after a second run
    refit       50 answers, over 10 seeds, with the answered records left out of the score, don't make it worse
"""
import collections
import csv
import os
import random
import re
import shutil
import sqlite3
import subprocess
import tempfile

from match_scores import clusters_of, pair_count, read, scores, truth_of

SEEDS = range(10)
ANSWERS = 50
HEADER = "a_key,b_key,decision,decided_by,decided_at,note".split(",")


class Failed(Exception):
    """A command that ended with 2 or 3."""


class Case:
    """A set with its files in a folder of its own, so that they may be changed."""

    def __init__(self, sluice, name, source, pipeline, entity, work):
        self.sluice, self.name, self.entity = sluice, name, entity
        self.source, self.pipeline, self.folder = source, pipeline, f"{work}/{name}"
        self.restore()
        self.tables = [f for f in sorted(os.listdir(self.folder)) if f.endswith(".csv") and f != "truth.csv"]
        self.truth = truth_of(self.folder)

    def restore(self):
        """The files as they were given, and no database."""
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        for file in os.listdir(self.source):
            if file.endswith(".csv"):
                shutil.copy(f"{self.source}/{file}", self.folder)
        shutil.copy(self.pipeline, f"{self.folder}/pipeline.yaml")

    def sluice_run(self, command, *arguments, check=True):
        process = subprocess.run([self.sluice, command, f"{self.folder}/pipeline.yaml", "--allow-outside", "--set", f"in={self.folder}",
                                  *arguments], capture_output=True, text=True, check=False)
        if check and process.returncode not in (0, 1):
            error = re.search(r"(error|fatal)\[.*", process.stdout + process.stderr)
            raise Failed(f"sluice {command} ended with {process.returncode}: {error.group(0) if error else ''}")
        return process

    def match(self, *arguments, kind=None):
        """{id: cluster} of a fresh match."""
        out = f"{self.folder}/clusters.out"
        self.sluice_run("match", "--clusters", out, *arguments)
        return clusters_of(out, kind or self.entity)

    def in_database(self):
        """{id: record} as the target database holds it."""
        path = next(f"{self.folder}/{f}" for f in os.listdir(self.folder) if f.endswith(".db") and "staging" not in f)
        with sqlite3.connect(path) as database:
            return dict(database.execute("SELECT source_key, record_id FROM mig_external_ref WHERE entity = ?", [self.entity]))

    def forget(self):
        for file in os.listdir(self.folder):
            if ".db" in file:
                os.remove(f"{self.folder}/{file}")

    def rewrite(self, change):
        """Puts the rows of each table through `change`."""
        for table in self.tables:
            path = f"{self.folder}/{table}"
            with open(path, encoding="utf-8", newline="") as file:
                header, *rows = list(csv.reader(file))
            with open(path, "w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([header] + change(table, rows))

    def decide(self, decisions):
        """Adds a decisions file to the pipeline."""
        with open(f"{self.folder}/decisions.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADER] + [[a, b, answer, "tester", "2026-01-01", ""] for a, b, answer in decisions])
        path = f"{self.folder}/pipeline.yaml"
        with open(path, encoding="utf-8") as file:
            text = file.read()
        if "decisions:" not in text:
            start = text.index(f"  {self.entity}:\n")
            text = text[:start] + text[start:].replace("match: {merge: auto}", "match: {merge: auto, decisions: decisions.csv}", 1)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)


def partition(clusters):
    groups = collections.defaultdict(list)
    for key, cluster in clusters.items():
        groups[cluster].append(key)
    return {tuple(sorted(group)) for group in groups.values()}


def pairs_in_common(a, b):
    """Share of the pairs of either that both have, over the ids that both have."""
    keys = [key for key in a if key in b]
    joint = collections.Counter((a[key], b[key]) for key in keys)
    both = pair_count(joint.values())
    either = pair_count(collections.Counter(a[k] for k in keys).values()) + pair_count(collections.Counter(b[k] for k in keys).values()) - both
    return both / max(1, either), either - both


def say(missed, name, what, holds, detail):
    print(f"{name:<16} {what:<10} {'holds' if holds else 'FAILS':<6} {detail}", flush=True)
    if not holds:
        missed.append(f"{name}: {what}: {detail}")


def order(case, missed):
    first = case.match("--threads", "2")
    kinds = ["contact", "account"] if case.entity == "contact" else [case.entity]
    expected = {kind: partition(clusters_of(f"{case.folder}/clusters.out", kind)) for kind in kinds}
    case.match("--threads", "1")
    other = {kind: partition(clusters_of(f"{case.folder}/clusters.out", kind)) for kind in kinds}
    differ = sum(len(expected[kind] ^ other[kind]) for kind in kinds)
    say(missed, case.name, "threads", differ == 0, f"{differ} clusters differ between 1 and 2 threads")
    kept = {}
    for seed in (1, 2):
        r = random.Random(seed)

        def shuffled(table, rows):
            kept.setdefault(table, list(rows))
            r.shuffle(rows)
            return rows

        case.rewrite(shuffled)
        case.match("--threads", str(seed))
        for kind in kinds:
            found = partition(clusters_of(f"{case.folder}/clusters.out", kind))
            lost = len(expected[kind] - found)
            say(missed, case.name, "order", found == expected[kind], f"{kind}: {lost} of {len(expected[kind])} clusters differ, shuffle {seed}")
    case.rewrite(lambda table, rows: kept[table])
    return first


def new_rows(case, missed):
    everything = {}

    def hold_back(table, rows):
        everything[table] = rows
        r = random.Random(f"new/{table}")
        return [row for row in rows if r.random() >= 0.01]

    case.forget()
    case.rewrite(hold_back)
    case.sluice_run("run")
    model = []
    if "--use-model" in subprocess.run([case.sluice, "match", "--help"], capture_output=True, text=True, check=False).stdout:
        case.forget()
        case.match("--model", f"{case.folder}/model.json")
        model = ["--use-model", f"{case.folder}/model.json"]
        case.sluice_run("run")
    case.rewrite(lambda table, rows: everything[table])
    process = case.sluice_run("run")
    found = case.in_database()
    case.forget()
    full = case.match(*model)
    share, count = pairs_in_common(full, found)
    how = "with the same model" if model else "with a model of its own"
    added = re.search(rf"\n  {case.entity}: .*", process.stdout)
    say(missed, case.name, "new rows", share >= 0.999, f"{share:.4%} of pairs as in a full run {how}, {count} differ; {len(found)} of {len(full)} mentions loaded"
        + (f"; second run:{added.group(0).strip()}" if added else ""))


def keys_of(case):
    """{id: key as decisions name it}."""
    keys = {}
    for row in read(f"{case.folder}/clusters.out"):
        if row["type"] == case.entity:
            keys[row["id"]] = f"{row['source']}:{row['table']}:{row['id']}#{row['part'] or 1}"
    return keys


def no_match(case, missed):
    case.forget()
    clusters = case.match()
    keys = keys_of(case)
    groups = sorted(group for group in partition(clusters) if len(group) > 1)
    r = random.Random("apart")
    apart = [tuple(r.sample(group, 2)) for group in r.sample(groups, min(ANSWERS, len(groups)))]
    case.decide([(keys[a], keys[b], "no_match") for a, b in apart])
    together = lambda found: sum(a in found and b in found and found[a] == found[b] for a, b in apart)
    say(missed, case.name, "no_match", together(case.match()) == 0, f"in clusters: {together(case.match())} of {len(apart)} together")
    case.sluice_run("run")
    say(missed, case.name, "no_match", together(case.in_database()) == 0, f"in the database: {together(case.in_database())} together")
    case.sluice_run("run")
    say(missed, case.name, "no_match", together(case.in_database()) == 0, f"after a second run: {together(case.in_database())} together")
    case.forget()
    # Answers that come after the first load take existing records apart.
    case.decide([])
    case.sluice_run("run")
    before = together(case.in_database())
    case.decide([(keys[a], keys[b], "no_match") for a, b in apart])
    case.sluice_run("run")
    say(missed, case.name, "no_match", together(case.in_database()) == 0,
        f"answered after the load: {together(case.in_database())} of {before} still together in the database")
    case.forget()
    case.decide([])


def refit(case, missed):
    case.forget()
    case.decide([])
    pairs_path = f"{case.folder}/pairs.out"
    plain = case.match("--pairs", pairs_path)
    keys = keys_of(case)
    ids = {key: i for i, key in keys.items()}
    pairs = [(row["a"], row["b"], float(row["probability"])) for row in read(pairs_path)
             if row["type"] == case.entity and row["a"] in ids and row["b"] in ids]
    doubtful = [pair for pair in pairs if 0.02 < pair[2] < 0.9999] or pairs
    changes = []
    for seed in SEEDS:
        r = random.Random(f"refit/{seed}")
        chosen = r.sample(doubtful, min(ANSWERS // 2, len(doubtful))) + r.sample(pairs, min(ANSWERS - ANSWERS // 2, len(pairs)))
        answers = {(a, b): "match" if case.truth.get(ids[a]) == case.truth.get(ids[b]) else "no_match" for a, b, _ in chosen}
        case.decide([(a, b, answer) for (a, b), answer in answers.items()])
        decided = {case.truth[ids[key]] for pair in answers for key in pair if ids[key] in case.truth}
        rest = {i: entity for i, entity in case.truth.items() if entity not in decided}
        found = case.match("--refit")
        changes.append(scores(found, rest)[2] - scores(plain, rest)[2])
    case.decide([])
    mean = sum(changes) / len(changes)
    say(missed, case.name, "refit", mean >= 0 and min(changes) >= -0.002,
        f"{ANSWERS} answers, {len(changes)} seeds: F1 {mean:+.4f} on average, from {min(changes):+.4f} to {max(changes):+.4f}")


def prove(sluice, data, customers):
    """Prints what holds; returns what doesn't."""
    missed = []
    with tempfile.TemporaryDirectory(dir=".build") as work:
        cases = [Case(sluice, "customers_10k", customers, f"{customers}/pipeline.yaml", "contact", os.path.abspath(work))]
        if data:
            cases.append(Case(sluice, "fake_1000", f"{data}/er/fake_1000", "Benchmarks/matching/fake_1000.yaml", "person", os.path.abspath(work)))
        for case in cases:
            for proof in (order, new_rows, no_match, refit):
                try:
                    proof(case, missed)
                except Failed as failure:
                    say(missed, case.name, proof.__name__, False, str(failure))
                    case.restore()
    return missed
