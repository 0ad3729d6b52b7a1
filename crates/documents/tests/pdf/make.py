"""Prints some of the converted layouts to PDF: one as a browser does, the others as LibreOffice does.

    python3 make.py        # with Chromium and LibreOffice on the path

The files are committed; tests do not run this. Where LibreOffice is installed, the tests print all
layouts with it themselves.
"""

import pathlib
import shutil
import subprocess
import tempfile

HERE = pathlib.Path(__file__).parent
CONVERTED = HERE.joinpath("../converted")
BY_BROWSER = "daxing-2024q1"
BY_OFFICE = ("qimen-2024", "putuo-2021h1", "shouxian-2023-03", "xicheng-2020", "luohe-2024")

with tempfile.TemporaryDirectory() as folder:
    page = pathlib.Path(shutil.copy(CONVERTED / f"{BY_BROWSER}.html", folder))
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={folder}/browser.pdf"]
    subprocess.run(["chromium", *options, page.name], check=True, capture_output=True, cwd=folder)
    shutil.move(f"{folder}/browser.pdf", HERE / f"{BY_BROWSER}.pdf")
    files = [str(CONVERTED / f"{name}.docx") for name in BY_OFFICE]
    subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(HERE), *files], check=True, capture_output=True)
