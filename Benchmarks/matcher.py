"""Times the matcher beside Splink 5 on DuckDB; called by scripts/bench --only matcher.

    python matcher.py SLUICE FOLDER [--rows 1000000]

Pairs per second and core: two runs on the same rows, one with a wide block of equal job titles and one without; the
further pairs by the further CPU seconds, one thread. Both sides compare eight fields of the same customers.
Then 50,000 and 1,000,000 rows with automatic blocking, and whether clusters depend on threads or order.
"""
import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile

FILES = ["book.csv", "crm.csv", "web.csv", "cards.csv"]
NARROW = "[[full_name], [landline], [mobile], [email]]"
WIDE = "[[full_name], [landline], [mobile], [email], [title]]"


def run(command):
    """Output, CPU seconds, elapsed seconds and peak MB."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output, tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        process = subprocess.Popen(command, stdout=output, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        if process.returncode not in (0, 1):
            sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{errors.read()[-2000:]}")
        return output.read(), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def match(sluice, folder, block=None, threads=None, max_pairs=None, name="speed"):
    with open("Benchmarks/matching/speed.yaml", encoding="utf-8") as file:
        text = file.read()
    extra = (f", block: {block}" if block else "") + (f", max_pairs: {max_pairs}" if max_pairs else "")
    path = f"{folder}/{name}.yaml"
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace("merge: auto", "merge: auto" + extra))
    clusters = f"{folder}/{name}.clusters.csv"
    output, cpu, megabytes = run(
        [sluice, "match", path, "--allow-outside", "--set", f"in={folder}", "--clusters", clusters, "--format", "json",
         "--timings"] + (["--threads", str(threads)] if threads else []))
    report = json.loads(output)
    stages = {t["name"]: t["elapsed_nanoseconds"] / 1e9 for t in report["timings"]}
    return dict(pairs=report["matching"][0]["candidate_pairs"], cpu=cpu, seconds=stages["matching"], megabytes=megabytes,
                whole=sum(stages.values()), clusters=clusters, model=report["matching"][0])


def partition(path):
    members = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            members.setdefault(row["cluster"], []).append(row["id"])
    return sorted(tuple(sorted(ids)) for ids in members.values())


def shuffled(folder, out):
    os.makedirs(out, exist_ok=True)
    for file in FILES:
        with open(f"{folder}/{file}", encoding="utf-8", newline="") as source:
            rows = list(csv.reader(source))
        head, body = rows[0], rows[1:]
        random.Random(3).shuffle(body)
        with open(f"{out}/{file}", "w", encoding="utf-8", newline="") as target:
            csv.writer(target, lineterminator="\n").writerows([head] + body)
    return out


def synthesize(rows, out):
    subprocess.run(["scripts/synthesize", "--level", "real", "--rows", str(rows), "--out", out], check=True,
                   stdout=subprocess.DEVNULL)
    return out


def speed(sluice, folder, runs):
    data = synthesize(30_000, f"{folder}/speed")
    best = None
    for _ in range(runs):
        narrow = match(sluice, data, NARROW, 1)
        wide = match(sluice, data, WIDE, 1, max_pairs=200_000_000)
        rate = (wide["pairs"] - narrow["pairs"]) / max(0.001, wide["cpu"] - narrow["cpu"])
        best = max(best or 0, rate)
    print(f"8 comparisons, {wide['pairs']:,} pairs, 1 thread")
    print(f"  {'sluice':8} {best / 1e6:6.2f} M pairs/s per core   {wide['megabytes']:.0f} MB in all")
    output, _, _ = run([sys.executable, "Benchmarks/matching/splink_speed.py", data, "--sluice", sluice])
    words = output.split()
    figures = {key: float(words[words.index(key) + 1]) for key in ("pairs", "seconds", "megabytes")}
    peer = figures["pairs"] / figures["seconds"]
    print(f"  {'Splink':8} {peer / 1e6:6.2f} M pairs/s per core   {figures['megabytes']:.0f} MB in all, "
          f"{figures['pairs']:,.0f} pairs")
    print(f"  ratio    {best / peer:6.1f}", flush=True)


def rows(sluice, folder, count, runs):
    data = synthesize(count, f"{folder}/rows{count}")
    results = [match(sluice, data) for _ in range(runs)]
    best = min(results, key=lambda r: r["seconds"])
    print(f"{count:,} rows, automatic blocking: {best['pairs']:,} pairs, matched in {best['seconds']:.2f} s of {best['whole']:.2f} s, "
          f"{best['cpu']:.1f} s CPU in all, {best['megabytes']:.0f} MB", flush=True)
    return data


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sluice")
    parser.add_argument("folder")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    speed(options.sluice, options.folder, options.runs)
    data = rows(options.sluice, options.folder, 50_000, options.runs)
    first = partition(match(options.sluice, data, threads=1)["clusters"])
    second = partition(match(options.sluice, data, threads=2)["clusters"])
    third = partition(match(options.sluice, shuffled(data, f"{options.folder}/shuffled"), threads=2)["clusters"])
    print(f"the same clusters with 1 and 2 threads: {'yes' if first == second else 'NO'}; "
          f"with shuffled input: {'yes' if first == third else 'NO'}", flush=True)
    rows(options.sluice, options.folder, options.rows, 1)


if __name__ == "__main__":
    main()
