"""Writes each text of corpus/documents in the forms offices send.

    pip install openpyxl            # and LibreOffice on the path
    python3 make.py

Two kinds of each:

    NAME.{html,docx,xlsx,csv}        tables are tables, with merged cells, title rows, section rows
    NAME.lines.{docx,xlsx,html,csv}  the text itself, a line to a paragraph or row: opened and saved

and daxing-2024q1.office.html, the page LibreOffice saves of its .docx. The .docx are LibreOffice's, .csv is in GBK with empty cells where cells are merged, as spreadsheet
programs save them. The files are committed; tests do not run this.
"""

import csv
import datetime
import html
import io
import pathlib
import re
import shutil
import subprocess
import tempfile

import openpyxl
from openpyxl.styles import Alignment

HERE = pathlib.Path(__file__).parent
CORPUS = HERE.joinpath("../../../../corpus/documents")


class Cell:
    """Text, and how many rows and columns it covers."""

    def __init__(self, text, rows=1, columns=1, heading=False):
        self.text, self.rows, self.columns, self.heading = text, rows, columns, heading


def text_of(name):
    return CORPUS.joinpath(name + ".txt").read_text(encoding="utf-8")


def plain_lines(name):
    return [line for line in text_of(name).split("\n") if line.strip(" \t\u3000")]


def bar_cells(text):
    return [cell.strip() for cell in text.split("|")[:-1]]


def grid(rows, width):
    """Rows of texts to rows of cells; None is merged with the cell above, one text alone spans the row."""
    made = []
    above = [None] * width
    for at, row in enumerate(rows):
        if len(row) == 1:
            made.append([Cell(row[0], 1, width)])
            above = [None] * width
            continue
        assert len(row) == width, row
        line = []
        for column, text in enumerate(row):
            if text is None:
                above[column].rows += 1
            else:
                cell = Cell(text, heading=at == 0)
                line.append(cell)
                above[column] = cell
        made.append(line)
    return made


def chunks(cells, width):
    return [cells[at : at + width] for at in range(0, len(cells), width)]


def paragraphs(lines):
    return [("p", line.strip()) for line in lines if line.strip()]


def blank_parted(name, first, width):
    """Cells that are each a line with empty lines between; lines with none between are one cell's."""
    before, after = text_of(name).split("\n" + first + "\n", 1)
    cells = re.split(r"\n\s*\n", first + "\n\n" + after.strip())
    return paragraphs(before.split("\n")), [cell.strip() for cell in cells]


def layouts():
    made = {}

    made["baoshan-2022-08"] = [("t", grid(chunks(bar_cells(text_of("baoshan-2022-08")), 5), 5))]

    before, cells = blank_parted("baoshan-2023-03", "序号", 5)
    made["baoshan-2023-03"] = before + [("t", grid(chunks(cells, 5), 5))]

    cells = bar_cells(text_of("bozhou-2024q3"))[1:]
    made["bozhou-2024q3"] = [("t", grid(chunks(cells, 5), 5))]

    lines = text_of("daxing-2024q1").split("\n")
    table = [line.split("\t") for line in lines if "\t" in line]
    blocks = []
    for row in table:
        if row == table[0]:
            blocks.append([])
        blocks[-1].append(row)
    made["daxing-2024q1"] = paragraphs(line for line in lines if "\t" not in line) + [
        ("t", grid(rows, 4)) for rows in blocks
    ]

    cells = [cell for cell in bar_cells(text_of("miyun-2022q3")) if cell]
    rows = [[cells[0]], cells[1:5], [cells[5]]] + chunks(cells[6:], 4)
    made["miyun-2022q3"] = [("t", grid(rows, 4))]

    before, cells = blank_parted("putuo-2021h1", "类别", 5)
    rows, units = [cells[:5]], None
    at = 5
    while at < len(cells):
        category = None
        if not re.match(r"\d+、", cells[at]):
            category, at = cells[at], at + 1
        row = [category] + cells[at : at + 2]
        at += 2
        if row[-1].endswith("在"):
            row[-1], at = row[-1] + "\n" + cells[at], at + 1
        row.append(cells[at])
        at += 1
        # A unit to a paragraph, until the next row.
        own = []
        while at < len(cells) and cells[at].startswith("区"):
            own, at = own + [cells[at]], at + 1
        rows.append(row + ["\n".join(own)])
    made["putuo-2021h1"] = before + [("t", grid(rows, 5))]

    cells = bar_cells(text_of("qimen-2024"))
    rows = chunks(cells[:9], 9)
    at = 9
    while at < len(cells):
        # What is merged is left out: a row begins with its number, or with its fourth cell.
        if re.fullmatch(r"\d+", cells[at]):
            if re.match(r"[一二]、", cells[at + 1]):
                row, at = cells[at : at + 9], at + 9
            else:
                row, at = [cells[at], None] + cells[at + 1 : at + 8], at + 8
        else:
            row, at = [None, None, None, cells[at], None] + cells[at + 1 : at + 5], at + 5
        rows.append(row)
    made["qimen-2024"] = [("t", grid(rows, 9))]

    before, cells = blank_parted("qingdao-2017q3", "序号", 5)
    made["qingdao-2017q3"] = before + [("t", grid(chunks(cells, 5), 5))]

    lines = text_of("shizhong-2025q2").split("\n")
    rows = [bar_cells(line) for line in lines if "|" in line]
    made["shizhong-2025q2"] = paragraphs(line for line in lines if "|" not in line) + [("t", grid(rows, 6))]

    lines = [line for line in text_of("shouxian-2023-03").split("\n") if line.strip()]
    at = next(at for at, line in enumerate(lines) if line.startswith("县区"))
    rows, county, project = [lines[at].split(" ")], "寿县", None
    for line in lines[at + 1 :]:
        line = line.removeprefix("寿县 ")
        if re.match(r"[一二三四五六七八]、", line):
            project = line
            continue
        if line.startswith("("):
            count, _, line = line.partition(") ")
            project += "\n" + count.rstrip(")") + ")"
            if not line:
                continue
        target, _, progress = line.partition(" ")
        rows.append([county, project, target, progress])
        county = project = None
    made["shouxian-2023-03"] = paragraphs(lines[:at]) + [("t", grid(rows, 4))]

    lines = [line for line in text_of("tongzhou-2021q1").split("\n") if line.strip()]
    at = next(at for at, line in enumerate(lines) if line.startswith("序号"))
    rows = [line.split(" ", 3) for line in lines[at:]]
    made["tongzhou-2021q1"] = paragraphs(lines[:at]) + [("t", grid(rows, 4))]

    lines = [line for line in text_of("xicheng-2020").split("\n") if line.strip()]
    rows = [[cell or None for cell in line.split("\t")] for line in lines[1:]]
    made["xicheng-2020"] = [("p", lines[0])] + [("t", grid(rows, 5))]

    for name in ("dalian-2021q3", "dongying-2017", "huairou-2022-10", "huairou-2024-09", "luohe-2024"):
        made[name] = paragraphs(text_of(name).split("\n"))
    return made


def lined(text):
    return "<br>".join(html.escape(line, quote=False) for line in text.split("\n"))


def page(blocks):
    """A page as simple as an editor saves one."""
    body = []
    for kind, value in blocks:
        if kind == "p":
            body.append(f"<p>{lined(value)}</p>")
            continue
        rows = []
        for row in value:
            cells = []
            for cell in row:
                span = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
                    f' colspan="{cell.columns}"' if cell.columns > 1 else ""
                )
                tag = "th" if cell.heading else "td"
                inner = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in cell.text.split("\n"))
                cells.append(f"<{tag}{span}>{inner}</{tag}>")
            rows.append("<tr>" + "".join(cells) + "</tr>")
        head = f"<thead>{rows[0]}</thead>" if value[0][0].heading else rows[0]
        body.append('<table border="1" cellspacing="0">\n' + head + "\n<tbody>" + "\n".join(rows[1:]) + "</tbody></table>")
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>\n' + "\n".join(body) + "\n</body></html>\n"
    )


def placed(blocks):
    """Rows of a sheet, and its merged rectangles: paragraphs in the first column, tables below."""
    rows, merges = [], []
    for kind, value in blocks:
        if kind == "p":
            rows.append([value])
            continue
        top = len(rows)
        taken = {}
        for at, row in enumerate(value):
            column = 0
            for cell in row:
                while taken.get((at, column)):
                    column += 1
                if cell.rows > 1 or cell.columns > 1:
                    merges.append((top + at, column, top + at + cell.rows - 1, column + cell.columns - 1))
                for r in range(cell.rows):
                    for c in range(cell.columns):
                        taken[at + r, column + c] = (cell, r == 0 and c == 0)
                column += cell.columns
        width = max(column for _, column in taken) + 1
        for at in range(len(value)):
            line = []
            for column in range(width):
                cell, is_first = taken.get((at, column), (None, False))
                line.append(cell.text if is_first else "")
            rows.append(line)
    return rows, merges


def number(text):
    """What a sheet holds for a cell: a number where people type one, the text otherwise."""
    return int(text) if re.fullmatch(r"[1-9]\d{0,5}", text) else text


def sheet(blocks, path):
    workbook = openpyxl.Workbook()
    workbook.properties.created = workbook.properties.modified = datetime.datetime(2024, 4, 12)
    active = workbook.active
    rows, merges = placed(blocks)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            if text:
                cell = active.cell(at + 1, column + 1, number(text))
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cell.data_type = "n" if isinstance(cell.value, int) else "s"
    for top, left, bottom, right in merges:
        active.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    workbook.save(path)


def comma(blocks, path):
    rows, _ = placed(blocks)
    width = max(map(len, rows))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    # Spreadsheet programs give every row as many cells.
    writer.writerows(row + [""] * (width - len(row)) for row in rows)
    path.write_bytes(out.getvalue().encode("gb18030"))


def pasted(name):
    """Lines as a sheet takes them: tabs part cells."""
    rows = [line.split("\t") for line in plain_lines(name)]
    return [("t", [[Cell(cell) for cell in row]]) if len(row) > 1 else ("p", row[0]) for row in rows]


def by_office(kind, filters, paths, folder):
    command = ["soffice", "--headless", *filters, "--convert-to", kind, "--outdir", folder]
    subprocess.run(command + list(map(str, paths)), check=True, capture_output=True)


def main():
    with tempfile.TemporaryDirectory() as folder:
        pages, texts = [], []
        for name, blocks in layouts().items():
            (HERE / f"{name}.html").write_text(page(blocks), encoding="utf-8")
            pages.append(HERE / f"{name}.html")
            sheet(blocks, HERE / f"{name}.xlsx")
            comma(blocks, HERE / f"{name}.csv")
            body = html.escape("\n".join(plain_lines(name)), quote=False)
            text = f'<html><head><meta charset="utf-8"></head><body>\n<pre>{body}</pre>\n</body></html>\n'
            (HERE / f"{name}.lines.html").write_text(text, encoding="utf-8")
            sheet(pasted(name), HERE / f"{name}.lines.xlsx")
            comma(pasted(name), HERE / f"{name}.lines.csv")
            texts.append(pathlib.Path(folder) / f"{name}.lines.txt")
            texts[-1].write_text(text_of(name), encoding="utf-8")
        word = "docx:MS Word 2007 XML"
        by_office(word, ["--writer"], pages, folder)
        by_office(word, ["--infilter=Text (encoded):UTF8,LF,,,"], texts, folder)
        for path in pages + texts:
            shutil.move(pathlib.Path(folder) / f"{path.stem}.docx", HERE / f"{path.stem}.docx")
        by_office("html", [], [HERE / "daxing-2024q1.docx"], folder)
        shutil.move(pathlib.Path(folder) / "daxing-2024q1.html", HERE / "daxing-2024q1.office.html")


main()
