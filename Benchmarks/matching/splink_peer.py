"""Runs Splink 5 on DuckDB over one labelled set; called by scripts/bench-match --peers.

    python splink_peer.py SET FOLDER CLUSTERS.csv

Comparisons and blocking rules are those of Splink's published demos of the same data (historical persons,
febrl3, febrl4, fake_1000), and a plain configuration where there is no demo; clusters at 0.95.
"""
import csv
import os
import sys

import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

THRESHOLD = 0.95

NAME = "l.{0} = r.{0} and l.surname = r.surname and l.{1} = r.{1}"

SETS = {
    "historical_50k": dict(
        comparisons=[
            cl.ForenameSurnameComparison("first_name", "surname"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode_fake"),
            cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
            cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
        ],
        blocks=[
            ["substr(first_name,1,3)", "substr(surname,1,4)"], ["surname", "dob"], ["first_name", "dob"],
            ["postcode_fake", "first_name"], ["postcode_fake", "surname"], ["dob", "birth_place"],
            ["substr(postcode_fake,1,3)", "dob"], ["substr(postcode_fake,1,3)", "first_name"],
            ["substr(postcode_fake,1,3)", "surname"],
            ["substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"],
        ],
        certain=[NAME.format("first_name", "dob"),
                 "l.first_name = r.first_name and l.postcode_fake = r.postcode_fake and l.dob = r.dob"],
        recall=0.6, training=[["first_name", "surname"], ["dob"]]),
    "febrl": dict(
        comparisons=[
            cl.NameComparison("given_name"), cl.NameComparison("surname"),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
        ],
        blocks=[["given_name", "surname"], ["soc_sec_id"], ["given_name", "date_of_birth"],
                ["surname", "date_of_birth"], ["date_of_birth", "postcode"], ["postcode", "given_name"],
                ["postcode", "surname"]],
        certain=["l.soc_sec_id = r.soc_sec_id", NAME.format("given_name", "date_of_birth")],
        recall=0.9, training=[["date_of_birth"], ["given_name", "surname"]]),
    "fake_1000": dict(
        comparisons=[
            cl.NameComparison("first_name"), cl.NameComparison("surname"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True), cl.EmailComparison("email"),
        ],
        blocks=[["first_name", "city"], ["surname"], ["dob"], ["email"]],
        certain=[NAME.format("first_name", "dob"), "l.email = r.email"],
        recall=0.7, training=[["first_name", "surname"], ["dob"]]),
    "restaurants": dict(
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.9, 0.7]), cl.JaroWinklerAtThresholds("address", [0.9, 0.7]),
            cl.JaroWinklerAtThresholds("city", [0.9]), cl.ExactMatch("cuisine"),
        ],
        blocks=[["name"], ["address"], ["substr(name,1,4)"], ["substr(address,1,6)"]],
        certain=["l.name = r.name and l.city = r.city"], recall=0.6, training=[["name"], ["address"]]),
    "chicago_sites": dict(
        comparisons=[
            cl.JaroWinklerAtThresholds("Site_name", [0.9, 0.7]), cl.JaroWinklerAtThresholds("Address", [0.9, 0.7]),
            cl.ExactMatch("Zip"), cl.LevenshteinAtThresholds("Phone", [1]),
        ],
        blocks=[["Phone"], ["Address"], ["Site_name"], ["substr(Address,1,8)"]],
        certain=["l.Phone = r.Phone and l.Address = r.Address"], recall=0.5, training=[["Phone"], ["Address"]]),
}


def frame(path):
    table = pd.read_csv(path, dtype=str, keep_default_na=True)
    table.columns = [name.replace(" ", "_") for name in table.columns]
    return table.apply(lambda column: column.str.lower().str.strip()).rename(columns={"id": "unique_id"})


def main():
    name, folder, output = sys.argv[1:4]
    spec = SETS["febrl" if name.startswith("febrl") else name]
    both = os.path.exists(f"{folder}/records_a.csv")
    files = ["records_a.csv", "records_b.csv"] if both else ["records.csv"]
    frames = [frame(f"{folder}/{file}") for file in files]
    database = DuckDBAPI()
    tables = [database.register(table, dataset_display_name=f"t{i}") for i, table in enumerate(frames)]
    settings = SettingsCreator(
        link_type="link_only" if both else "dedupe_only", comparisons=spec["comparisons"],
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in spec["blocks"]])
    linker = Linker(tables if both else tables[0], settings)
    training = linker.training
    training.estimate_probability_two_random_records_match(spec["certain"], recall=spec["recall"])
    training.estimate_u_using_random_sampling(max_pairs=5e6)
    for rule in spec["training"]:
        training.estimate_parameters_using_expectation_maximisation(block_on(*rule))
    predictions = linker.inference.predict()
    print("pairs", len(predictions.as_record_list()))
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predictions, THRESHOLD)
    with open(output, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "cluster"])
        for row in clusters.as_record_list():
            writer.writerow([row["unique_id"], row["cluster_id"]])


if __name__ == "__main__":
    main()
