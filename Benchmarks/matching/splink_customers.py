"""Runs Splink 5 on DuckDB over messy Chinese customers, on the columns that sluice normalizes.

    python splink_customers.py FOLDER CLUSTERS.csv [--sluice .build/release/sluice] [--config NAME]

FOLDER is what `scripts/synthesize --level` wrote. `sluice clean` normalizes names, phones, mail addresses,
companies, addresses and dates, so both matchers see the same columns; readings of brands are added with
pypinyin. CONFIGS holds the configurations that were tried; customers.md says what each reached. Clusters are written at
probability 0.95; with a truth.csv in the folder, other thresholds are scored too.
"""
import argparse
import collections
import csv
import json
import os
import re
import subprocess
import sys

import pandas as pd
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from pypinyin import lazy_pinyin
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

THRESHOLD = 0.95
COLUMNS = {
    "book.csv": {"编号": "id", "姓名": "name", "公司名称": "company", "手机": "mobile", "电话": "tel", "邮箱": "email", "地址": "address", "生日": "birth"},
    "crm.csv": {"id": "id", "name": "name", "company": "company", "mobile": "mobile", "mobile2": "mobile2", "tel": "tel", "email": "email",
                "address": "address", "birthday": "birth"},
    "web.csv": {"序号": "id", "姓名": "name", "手机": "mobile", "邮箱": "email", "公司": "company", "城市": "address", "出生日期": "birth"},
    "cards.csv": {"编号": "id", "公司": "company", "姓名": "name", "地址": "address", "电话": "tel", "手机": "mobile", "邮箱": "email"},
}
HAN = re.compile("[\u4e00-\u9fff]")


def cleaned(sluice, kind, values):
    """What `sluice clean` says of each distinct value."""
    distinct = [v for v in dict.fromkeys(values) if v and v.strip()]
    output = subprocess.run([sluice, "clean", kind, "-", "--to", "json"], input="\n".join(distinct) + "\n", text=True,
                            capture_output=True, check=False).stdout
    lines = [json.loads(line) for line in output.splitlines()]
    assert len(lines) == len(distinct), (kind, len(lines), len(distinct))
    return {value: line["values"] for value, line in zip(distinct, lines)}


def names(row, values):
    for value in values[:1]:
        parts = value["parts"]
        if value["key"] is None:
            row["family"] = parts.get("family_name")
            return
        pinyin = (parts.get("pinyin") or "").replace(" ", "").replace("'", "").lower()
        if HAN.search(value["value"]) and not re.search("[a-zA-Z]", value["value"]):
            row["han"] = parts.get("simplified") or value["value"]
        row["pinyin"] = pinyin or None
        # Free of the order of surname and given name.
        row["letters"] = "".join(sorted(pinyin.replace("lyu", "lu").replace("lv", "lu"))) or None
        family = parts.get("family_name")
        if family:
            row["family"] = "".join(lazy_pinyin(family)).lower()
        row["initials"] = "".join(sorted(parts.get("initials") or "")) or None


def phones(row, values):
    for value in values:
        if not value["valid"] or not value["value"] or any(f == "N036" for f in value.get("codes", [])):
            continue
        if value["kind"] == "mobile":
            row["mobiles"].append(value["value"])
        elif value["kind"] == "landline":
            row["landline"] = value["value"]
            row["extension"] = value["parts"].get("extension")
            row["desk"] = f"{value['value']};{row['extension']}" if row["extension"] else None


def emails(row, values):
    for value in values[:1]:
        parts = value["parts"]
        if not value["valid"] or "domain" not in parts:
            continue
        row["domain"] = parts["domain"]
        if parts.get("mailbox") != "role":
            row["email"], row["local"] = value["key"], parts["local_part"].lower()


def companies(row, values):
    for value in values[:1]:
        parts = value["parts"]
        # A bare brand reads as a person's name now and then; in a company's column it is a brand.
        brand = parts.get("brand") or parts.get("simplified")
        if not brand:
            continue
        row["brand"] = brand
        row["core"] = value["key"]
        row["trade"] = parts.get("trade")
        row["region"] = parts.get("region")
        row["branch"] = parts.get("branch")
        row["place"] = f"{value['key']}|{row['region']}|{row['branch']}" if row["region"] else None
        row["brand_pinyin"] = "".join(lazy_pinyin(brand))


def addresses(row, values):
    for value in values[:1]:
        parts = value["parts"]
        code = parts.get("adcode")
        row["adcode"], row["city"] = code, code[:4] if code else None
        detail = (value["key"] or "|").split("|")[-1] if value["key"] else ""
        if re.search(r"\d", detail):
            row["detail"] = detail
            road = re.match(r"(.*?\d+号)", detail)
            row["road"] = road.group(1) if road else None


def dates(row, values):
    for value in values[:1]:
        if value["valid"] and value["value"] and value["value"][:4] not in ("1900", "1970"):
            row["birth"] = value["value"][:10]


def normalized(folder, sluice):
    """One frame of all sources, as sluice normalizes them."""
    rows = []
    for file, columns in COLUMNS.items():
        with open(f"{folder}/{file}", encoding="utf-8", newline="") as source:
            rows += [{columns[k]: v for k, v in row.items() if k in columns} for row in csv.DictReader(source)]
    results = {}
    for column, kind in [("name", "name"), ("company", "company_name"), ("mobile", "phone"), ("mobile2", "phone"), ("tel", "phone"),
                         ("email", "email"), ("address", "address"), ("birth", "date")]:
        results[column] = cleaned(sluice, kind, [row.get(column) for row in rows])
    fill = {"name": names, "mobile": phones, "mobile2": phones, "tel": phones, "email": emails, "company": companies,
            "address": addresses, "birth": dates}
    keys = ("han pinyin letters family initials landline extension email local domain brand core trade region branch place desk brand_pinyin "
            "adcode city detail road birth").split()
    table = []
    for raw in rows:
        row = {"unique_id": raw["id"], "mobiles": [], **dict.fromkeys(keys)}
        for column, reader in fill.items():
            if raw.get(column) and raw[column] in results[column]:
                reader(row, results[column][raw[column]])
        # Placeholders that many rows share are no numbers.
        row["mobiles"] = sorted(set(row["mobiles"]))
        table.append(row)
    often = collections.Counter(m for row in table for m in row["mobiles"])
    for row in table:
        row["mobiles"] = [m for m in row["mobiles"] if often[m] <= 40 and m[3:] not in ("13800000000", "13800138000", "13888888888")]
        row["mobile"] = row["mobiles"][0] if row["mobiles"] else None
        row["tail"] = row["mobile"][-8:] if row["mobile"] else None
        row["mobiles"] = row["mobiles"] or None
    frame = pd.DataFrame(table)
    return frame.astype({c: "object" for c in frame.columns}).where(frame.notna(), None)


# Levels

def level(sql, label, tf=None):
    made = cll.CustomLevel(sql, label)
    return made.configure(tf_adjustment_column=tf) if tf else made


def both(column):
    return f"{column}_l = {column}_r"


def null(*columns):
    return cll.CustomLevel(" AND ".join(f"({c}_l IS NULL OR {c}_r IS NULL)" for c in columns), "blank").configure(is_null_level=True)



def name(rich=True):
    levels = [null("pinyin"), level(both("han"), "same characters", "han"),
              level(both("pinyin"), "same reading", "pinyin"),
              level(both("letters"), "same letters, other order", "letters")]
    if rich:
        levels += [level("family_l = family_r AND length(han_l) > 2 AND length(han_r) > 2 AND levenshtein(han_l, han_r) <= 1", "one character differs"),
                   level("jaro_winkler_similarity(pinyin_l, pinyin_r) >= 0.92", "reading nearly same")]
    levels += [level("family_l = family_r AND initials_l = initials_r", "surname and initials"),
               level(both("family"), "surname", "family"), cll.ElseLevel()]
    return cl.CustomComparison(output_column_name="name", comparison_levels=levels)


def mobile():
    return cl.CustomComparison(output_column_name="mobile", comparison_levels=[
        null("mobile"), level(both("mobile"), "same", "mobile"),
        level("len(list_intersect(mobiles_l, mobiles_r)) > 0", "one in common"),
        level("damerau_levenshtein(mobile_l, mobile_r) <= 1", "one slip"),
        cll.ElseLevel()])


def landline():
    return cl.CustomComparison(output_column_name="landline", comparison_levels=[
        null("landline"), level(both("desk"), "same with extension", "desk"),
        level("landline_l = landline_r AND (extension_l IS NULL OR extension_r IS NULL)", "same", "landline"),
        level(both("landline"), "same, other extension", "landline"),
        level("levenshtein(landline_l, landline_r) <= 1", "one slip"), cll.ElseLevel()])


def email(with_domain=True):
    levels = [null("domain" if with_domain else "email"), level(both("email"), "same", "email"),
              level("local_l = local_r AND jaro_winkler_similarity(domain_l, domain_r) >= 0.9", "domain nearly same"),
              level("domain_l = domain_r AND damerau_levenshtein(local_l, local_r) <= 1 AND length(local_l) > 4", "one slip"),
              level(both("local"), "same local part", "local")]
    if with_domain:
        levels += [level("domain_l = domain_r AND (email_l IS NULL OR email_r IS NULL)", "same domain, shared mailbox", "domain"),
                   level(both("domain"), "same domain", "domain")]
    return cl.CustomComparison(output_column_name="email", comparison_levels=levels + [cll.ElseLevel()])


def company():
    return cl.CustomComparison(output_column_name="company", comparison_levels=[
        null("brand"),
        level(both("place"), "same name, region and branch", "place"),
        level("core_l = core_r AND coalesce(branch_l, '') = coalesce(branch_r, '') AND (region_l IS NULL OR region_r IS NULL)", "same name", "core"),
        level(both("core"), "same name, other region or branch", "core"),
        level("brand_l = brand_r AND (trade_l IS NULL OR trade_r IS NULL)", "brand alone", "brand"),
        level(both("brand"), "brand, other trade", "brand"),
        level(both("brand_pinyin"), "brand sounds same", "brand_pinyin"),
        level("trade_l = trade_r AND region_l = region_r AND levenshtein(brand_l, brand_r) <= 1", "brand nearly same"),
        level("starts_with(core_l, core_r) OR starts_with(core_r, core_l)", "contained"), cll.ElseLevel()])


def address():
    return cl.CustomComparison(output_column_name="address", comparison_levels=[
        null("adcode", "road"), level(both("detail"), "same detail", "detail"), level(both("road"), "same road and house", "road"),
        level(both("adcode"), "same district", "adcode"), level(both("city"), "same city", "city"), cll.ElseLevel()])


def birth():
    return cl.CustomComparison(output_column_name="birth", comparison_levels=[
        null("birth"), level(both("birth"), "same", "birth"),
        level("left(birth_l, 4) = left(birth_r, 4) AND substr(birth_l, 6, 2) = substr(birth_r, 9, 2) AND substr(birth_l, 9, 2) = substr(birth_r, 6, 2)",
              "day and month exchanged"),
        level("damerau_levenshtein(birth_l, birth_r) <= 1", "one slip"), cll.ElseLevel()])


def workplace():
    """Company, switchboard, domain and address have one cause; as one comparison they count once."""
    where = "(landline_l = landline_r OR domain_l = domain_r OR road_l = road_r)"
    return cl.CustomComparison(output_column_name="workplace", comparison_levels=[
        null("brand", "landline", "domain", "road"),
        level(f"place_l = place_r AND {where}", "same name and region, and more"),
        level(both("place"), "same name, region and branch", "place"),
        level(f"core_l = core_r AND {where}", "same name, and more"),
        level("core_l = core_r AND (region_l IS NULL OR region_r IS NULL)", "same name, a region unknown"),
        level(both("core"), "same name, other region or branch", "core"),
        level(f"(brand_l = brand_r OR brand_pinyin_l = brand_pinyin_r OR starts_with(core_l, core_r) OR starts_with(core_r, core_l)) AND {where}",
              "brand, and more"),
        level(both("brand"), "same brand", "brand"),
        level(both("brand_pinyin"), "brand sounds same", "brand_pinyin"),
        level(both("landline"), "same landline", "landline"), level(both("domain"), "same domain", "domain"),
        level(both("road"), "same road and house", "road"), level(both("city"), "same city"), cll.ElseLevel()])


def desk():
    return cl.CustomComparison(output_column_name="desk", comparison_levels=[
        null("desk"), level(both("desk"), "same with extension", "desk"), cll.ElseLevel()])


def explode(column):
    return block_on(column, arrays_to_explode=[column])


TIGHT = [["mobile"], ["email"], ["letters", "core"], ["letters", "brand"], ["letters", "domain"], ["letters", "landline"],
         ["letters", "birth"], ["letters", "road"], ["han", "city"], ["letters", "region"], ["local", "family"], ["birth", "core"],
         ["tail", "family"]]
MEDIUM = TIGHT + [["letters"], ["core", "family"], ["landline", "family"], ["brand", "family"], ["domain", "family"], ["birth", "family"]]
WIDE = TIGHT + [["letters"], ["core"], ["landline"], ["domain", "brand"], ["local"], ["birth", "city"], ["brand", "family"], ["domain", "family"],
                ["road", "family"], ["birth", "family"], ["initials", "brand"]]

ALL = [name, mobile, landline, email, company, address, birth]
CONFIGS = {
    "tight": dict(parts=ALL, blocks=TIGHT),
    "medium": dict(parts=ALL, blocks=MEDIUM),
    "wide": dict(parts=ALL, blocks=WIDE),
    "tight-no-domain": dict(parts=[name, mobile, landline, lambda: email(False), company, address, birth], blocks=TIGHT),
    "medium-no-domain": dict(parts=[name, mobile, landline, lambda: email(False), company, address, birth], blocks=MEDIUM),
    "tight-persons": dict(parts=[name, mobile, lambda: email(False), company, birth], blocks=TIGHT),
    "medium-persons": dict(parts=[name, mobile, lambda: email(False), company, birth], blocks=MEDIUM),
}
WORK = [name, mobile, lambda: email(False), workplace, desk, birth]
CONFIGS["tight-workplace"] = dict(parts=WORK, blocks=TIGHT)
CONFIGS["medium-workplace"] = dict(parts=WORK, blocks=MEDIUM)
CERTAIN = ["l.letters = r.letters and l.mobile = r.mobile", "l.letters = r.letters and l.email = r.email",
           "l.letters = r.letters and l.core = r.core and l.region = r.region"]
TRAINING = [["mobile"], ["letters", "core"], ["email"], ["letters", "landline"], ["letters", "birth"]]


def score(clusters, truth):
    both, sizes, entities = collections.Counter(), collections.Counter(), collections.Counter()
    for i, entity in truth.items():
        both[(clusters[i], entity)] += 1
        sizes[clusters[i]] += 1
        entities[entity] += 1
    pairs = lambda counter: sum(n * (n - 1) // 2 for n in counter.values())
    precision, recall = pairs(both) / max(1, pairs(sizes)), pairs(both) / max(1, pairs(entities))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def link(frame, config, recall):
    settings = SettingsCreator(
        link_type="dedupe_only", comparisons=[part() for part in config["parts"]], retain_intermediate_calculation_columns=False,
        blocking_rules_to_generate_predictions=[explode("mobiles")] + [block_on(*rule) for rule in config["blocks"]],
        max_iterations=25, em_convergence=1e-4)
    linker = Linker(DuckDBAPI().register(frame, dataset_display_name="customers"), settings)
    training = linker.training
    training.estimate_probability_two_random_records_match(CERTAIN, recall=recall)
    training.estimate_u_using_random_sampling(max_pairs=config.get("max_pairs", 1e7), seed=1)
    for rule in TRAINING:
        training.estimate_parameters_using_expectation_maximisation(block_on(*rule))
    predictions = linker.inference.predict(threshold_match_probability=0.0)
    return linker, predictions


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("clusters")
    parser.add_argument("--sluice", default=os.environ.get("SLUICE", ".build/release/sluice"))
    parser.add_argument("--config", default="medium")
    parser.add_argument("--recall", type=float, default=0.7)
    parser.add_argument("--sweep", action="store_true", help="score other thresholds too")
    parser.add_argument("--weights", action="store_true", help="print the learnt weights")
    options = parser.parse_args()
    frame = normalized(options.folder, options.sluice)
    linker, predictions = link(frame, CONFIGS[options.config], options.recall)
    print("pairs", linker._db_api._execute_sql_against_backend(f"select count(*) from {predictions.physical_name}").fetchall()[0][0]
          if hasattr(linker, "_db_api") else len(predictions.as_record_list()))
    if options.weights:
        for comparison in linker._settings_obj.comparisons:
            print(comparison.output_column_name, [(l.label_for_charts, round(l._log2_bayes_factor, 2)) for l in comparison.comparison_levels if not l.is_null_level])
    thresholds = [THRESHOLD] + ([0.5, 0.8, 0.9, 0.98, 0.99, 0.995, 0.999, 0.9999, 0.99999] if options.sweep else [])
    for threshold in thresholds:
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predictions, threshold)
        found = {row["unique_id"]: row["cluster_id"] for row in clusters.as_record_list()}
        if threshold == THRESHOLD:
            with open(options.clusters, "w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(["id", "cluster"])
                writer.writerows(found.items())
        if options.sweep:
            with open(f"{options.folder}/truth.csv", encoding="utf-8", newline="") as file:
                truth = {row["id"]: row["entity"] for row in csv.DictReader(file)}
            print("threshold", threshold, *(f"{x:.4f}" for x in score(found, truth)), flush=True)


if __name__ == "__main__":
    main()
