"""Times `sluice tables` beside other readers over the same files, in turns; called by scripts/bench.

Ours is a whole process: start, detection, encoding, header, cells in columns. The others are only
the call that reads, inside a Python that is warm. Best of the rounds; memory is the peak of a process.
"""
import csv
import os
import random
import subprocess
import sys
import time
import zipfile
from xml.sax.saxutils import escape


def column_name(index):
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def write_csv(rows, path, count):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(rows[0])
        for number in range(count):
            row = list(rows[1 + number % (len(rows) - 1)])
            row[0] = f"{number + 1:07}"
            writer.writerow(row)


def write_xlsx(rows, path):
    """Shared strings, numbers where a spreadsheet would have numbers."""
    strings, lines, count = {}, [], 0
    for number, row in enumerate(rows, 1):
        cells = []
        for index, value in enumerate(row):
            if not value:
                continue
            place = f"{column_name(index)}{number}"
            if value.isdigit() and value[0] != "0" and len(value) < 15:
                cells.append(f'<c r="{place}"><v>{value}</v></c>')
            else:
                count += 1
                cells.append(f'<c r="{place}" t="s"><v>{strings.setdefault(value, len(strings))}</v></c>')
        lines.append(f'<row r="{number}" spans="1:{len(row)}">{"".join(cells)}</row>')
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}"><sheets><sheet name="客户" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet {main}><sheetData>{"".join(lines)}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst {main} count="{count}" uniqueCount="{len(strings)}">'
        + "".join(f"<si><t>{escape(text)}</t></si>" for text in strings) + "</sst>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, head + text)


def write_xls(rows, path):
    import xlwt
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("客户")
    for number, row in enumerate(rows[:65_536]):
        for index, value in enumerate(row):
            if value:
                is_number = value.isdigit() and value[0] != "0" and len(value) < 15
                sheet.write(number, index, float(value) if is_number else value)
    book.save(path)


def write_dump(rows, path, count):
    """As mysqldump writes it: statements of about a megabyte."""
    with open(path, "w", encoding="utf-8") as file:
        names = ",".join(f"`{name}`" for name in rows[0])
        file.write("-- MySQL dump 10.13\n/*!40101 SET NAMES utf8mb4 */;\nCREATE TABLE `客户` (\n"
                   + ",\n".join(f"  `{name}` varchar(200)" for name in rows[0]) + "\n) ENGINE=InnoDB;\n")
        values, size = [], 0
        for number in range(count):
            row = rows[1 + number % (len(rows) - 1)]
            text = "(" + ",".join("NULL" if not v else "'" + v.replace("\\", "\\\\").replace("'", "\\'") + "'" for v in row) + ")"
            values.append(text)
            size += len(text)
            if size > 1_000_000 or number == count - 1:
                file.write(f"INSERT INTO `客户` ({names}) VALUES " + ",".join(values) + ";\n")
                values, size = [], 0
        file.write("-- Dump completed on 2026-01-01  0:00:00\n")


def ours(sluice, path):
    start = time.perf_counter()
    status = subprocess.run([sluice, "tables", path, "--format", "json"],
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"sluice tables {path} ended with {status}")
    return seconds


def memory(sluice, path):
    """Peak bytes of the process; a child of this one would count what this one holds."""
    code = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=-3, stderr=-3);"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)")
    out = subprocess.run([sys.executable, "-c", code, sluice, "tables", path, "--format", "json"],
                         capture_output=True, text=True, check=True).stdout
    return int(out)


def duckdb_read(path):
    import duckdb
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.execute(f"CREATE TABLE t AS SELECT * FROM read_csv('{path}', all_varchar = true)")
    connection.close()


def polars_read(path):
    import polars
    polars.read_csv(path, infer_schema=False)


def calamine_read(path):
    from python_calamine import CalamineWorkbook
    CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def openpyxl_read(path):
    import openpyxl
    for _ in openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True):
        pass


def timed(read, path):
    start = time.perf_counter()
    read(path)
    return time.perf_counter() - start


def compare(sluice, title, path, peers, rounds, cells):
    best, theirs = None, {}
    for number in range(rounds):
        seconds = ours(sluice, path)
        best = min(best or seconds, seconds)
        for name, read in peers:
            # The slowest peer takes longer than all others together: once is enough.
            if name != "openpyxl" or number == 0:
                theirs[name] = min(theirs.get(name, 1e9), timed(read, path))
    size, peak = os.path.getsize(path), memory(sluice, path)
    print(f"{title}: {size / 1e6:.1f} MB")
    print(f"  sluice      {best:7.3f} s  {size / best / 1e6:6.0f} MB/s  {cells / best / 1e6:5.1f} M cells/s"
          f"  peak {peak / 1e6:.0f} MB = {peak / size:.2f} x the file")
    for name, seconds in theirs.items():
        print(f"  {name:11} {seconds:7.3f} s  sluice is {seconds / best:.1f} x as fast")


def main():
    sluice, folder, source, rounds = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    with open(source, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    random.seed(1)
    width = len(rows[0])
    path = f"{folder}/customers.1m.csv"
    write_csv(rows, path, 1_000_000)
    compare(sluice, "CSV, 1 M rows x 14", path, [("DuckDB", duckdb_read), ("Polars", polars_read)], rounds, 14e6)
    path = f"{folder}/customers.xlsx"
    write_xlsx(rows[:200_001], path)
    compare(sluice, "XLSX, 200 k rows x 14", path, [("calamine", calamine_read), ("openpyxl", openpyxl_read)], rounds, 200_000 * width)
    path = f"{folder}/customers.xls"
    write_xls(rows, path)
    compare(sluice, "XLS, 65 k rows x 14", path, [("calamine", calamine_read)], rounds, 65_536 * width)
    path = f"{folder}/customers.sql"
    write_dump(rows, path, 1_000_000)
    compare(sluice, "SQL dump, 1 M rows x 14", path, [], rounds, 14e6)


main()
