"""Compares `sluice clean phone` with libphonenumber's verdicts over random and damaged numbers.

    python3 Benchmarks/phone_agreement.py SLUICE DATA/normalize/phone-random.csv.gz [--show 5]

A row agrees when validity and E.164 (of valid numbers) are those of the library. Kinds of damage in
which a cell is more than one number for a machine (Chinese extensions, two numbers, `.0`, lost digits)
are counted apart: there the product is to do better. So are remarks behind a number, which are no
digits here, and a whole number typed twice. Mainland China goes by rules of its own (every mobile
1[3-9], landlines of 7 or 8 digits, lost zeros and dummies are not valid): it has its own share.
"""
import argparse
import collections
import csv
import gzip
import io
import json
import subprocess

APART = {"chinese extension", "two numbers", "dot zero", "scientific", "text after", "doubled"}


def clean(sluice, region, cells):
    # A cell's own line breaks would be two lines: U+2028 breaks it as well.
    lines = "".join(cell.replace("\r\n", "\u2028").replace("\n", "\u2028").replace("\r", "\u2028") + "\n" for cell in cells)
    seen = subprocess.run([sluice, "clean", "phone", "-", "--region", region, "--to", "json"],
                          input=lines.encode(), capture_output=True, check=True).stdout
    return [json.loads(line) for line in seen.decode().split("\n") if line]


def verdict(answer):
    """Validity and E.164 of an answer; of several values the first that is a number."""
    numbers = [v for v in answer["values"] if v["value"]]
    valid = [v for v in numbers if v["valid"]]
    if len(answer["values"]) == 1 and valid:
        number = valid[0]["value"]
        # 400 and 800 numbers stand as they are dialled, without +86.
        return True, number if number.startswith("+") or len(number) != 10 else "+86" + number
    if valid:
        return True, " ".join(v["value"] for v in valid)
    return False, numbers[0]["value"] if numbers else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sluice")
    parser.add_argument("data")
    parser.add_argument("--show", type=int, default=0, help="differences to list per kind of damage")
    options = parser.parse_args()
    opened = gzip.open(options.data, "rb") if options.data.endswith(".gz") else open(options.data, "rb")
    rows = list(csv.DictReader(io.TextIOWrapper(opened, encoding="utf-8", newline="")))
    groups = collections.defaultdict(list)
    for row in rows:
        groups[row["default_region"]].append(row)
    foreign = collections.Counter()
    same, all_rows, shown = collections.Counter(), collections.Counter(), collections.defaultdict(list)
    for region, members in sorted(groups.items()):
        answers = clean(options.sluice, region, [row["raw"] for row in members])
        for row, answer in zip(members, answers, strict=True):
            valid, number = verdict(answer)
            expected = row["valid"] == "true"
            agrees = valid == expected and (not valid or number == row["e164"])
            all_rows[row["mutation"]] += 1
            if region != "CN" and not row["e164"].startswith("+86") and row["mutation"] not in APART:
                foreign[agrees] += 1
            same[row["mutation"]] += agrees
            if not agrees:
                shown[row["mutation"]].append((region, row["raw"], row["e164"], expected, answer["values"], [f["code"] for f in answer["findings"]]))
    counted = [m for m in all_rows if m not in APART]
    total, agreed = sum(all_rows[m] for m in counted), sum(same[m] for m in counted)
    print(f"{agreed} of {total} agree ({agreed / total:.3%})")
    count = foreign.total()
    print(f"{foreign[True]} of {count} outside mainland China ({foreign[True] / count:.3%})")
    for mutation, count in all_rows.most_common():
        apart = "  (apart)" if mutation in APART else ""
        print(f"  {mutation:28} {same[mutation] / count:8.2%} of {count}{apart}")
        for region, raw, e164, expected, values, codes in shown[mutation][: options.show]:
            seen = ", ".join(f"{v['value']} {v['kind']} {'valid' if v['valid'] else v.get('validity')}" for v in values)
            print(f"      {region} {raw!r}: library {e164 or '-'} {'valid' if expected else 'invalid'}; here {seen or '-'} {' '.join(codes)}")


main()
