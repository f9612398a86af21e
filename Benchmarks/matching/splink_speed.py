"""Times Splink 5 on DuckDB with eight comparisons and one wide block; called by scripts/bench --only matcher.

    python splink_speed.py FOLDER --sluice .build/release/sluice

FOLDER is what `scripts/synthesize --level` wrote. Columns and levels are those of splink_customers.py; pairs are those
of equal job titles. Prints pairs, CPU seconds of the prediction (blocking and scoring, one thread), and peak MB.
"""
import argparse
import csv
import resource

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

import splink_customers as customers

TITLES = {"book.csv": ("编号", "职务"), "crm.csv": ("id", "title"), "cards.csv": ("编号", "职务")}


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def titles(folder):
    found = {}
    for file, (key, column) in TITLES.items():
        with open(f"{folder}/{file}", encoding="utf-8", newline="") as source:
            found.update({row[key]: row[column] or None for row in csv.DictReader(source)})
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--sluice", default=".build/release/sluice")
    options = parser.parse_args()
    frame = customers.normalized(options.folder, options.sluice)
    title = titles(options.folder)
    frame["title"] = [title.get(key) for key in frame["unique_id"]]
    parts = [part() for part in customers.ALL] + [cl.JaroWinklerAtThresholds("title", [0.9, 0.7])]
    settings = SettingsCreator(
        link_type="dedupe_only", comparisons=parts, retain_intermediate_calculation_columns=False,
        blocking_rules_to_generate_predictions=[block_on("title")], max_iterations=25, em_convergence=1e-4)
    connection = duckdb.connect()
    connection.execute("set threads = 1")
    linker = Linker(DuckDBAPI(connection=connection).register(frame, dataset_display_name="customers"), settings)
    linker.training.estimate_probability_two_random_records_match(customers.CERTAIN, recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in customers.TRAINING:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*rule))
    before = cpu_seconds()
    predictions = linker.inference.predict(threshold_match_probability=0.0)
    pairs = connection.execute(f"select count(*) from {predictions.physical_name}").fetchone()[0]
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"pairs {pairs} seconds {cpu_seconds() - before:.2f} megabytes {megabytes:.0f}")


if __name__ == "__main__":
    main()
