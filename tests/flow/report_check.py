#!/usr/bin/env python3
"""Opens the pages of a report in headless Chromium: nothing on the console, nothing asked of a network, readable by all,
a site sheet on one A4.

  report_check.py FOLDER [--axe axe.min.js] [--png DIR]   findings, a line each; exit code 1 if there are any; 77: no Chromium
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

from chromium import Browser, add_axe_arguments, axe_text


def pages_of(pdf):
    told = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", told)
    return int(re.search(r"Pages:\s+(\d+)", told).group(1)), (float(size.group(1)), float(size.group(2)))


def check_print(page, name, folder):
    pdf = pathlib.Path(folder, name + ".pdf")
    page.print_to(pdf)
    count, (width, height) = pages_of(pdf)
    if abs(width - 595) > 2 or abs(height - 842) > 2:
        yield f"{name}: prints on {width} x {height}, expected A4"
    if name.startswith("site_") and count != 1:
        yield f"{name}: prints on {count} pages, expected 1"


def check_page(browser, file, axe, pictures, folder):
    page = browser.open(file.resolve().as_uri())
    name = file.stem
    for error in page.errors:
        yield f"{name}: console: {error}"
    for url in page.requests:
        if not url.startswith(("file:", "data:", "blob:", "about:")):
            yield f"{name}: asks for {url}"
    if page.evaluate("document.querySelectorAll('h1').length") != 1:
        yield f"{name}: has not one h1"
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        yield f"{name}: is wider than the window"
    for href in page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))"):
        there = page.evaluate(f"!!document.getElementById('{href[1:]}')") if href.startswith("#") else (file.parent / href).is_file()
        if not there:
            yield f"{name}: the link {href} leads nowhere"
    if pictures:
        page.picture(pathlib.Path(pictures, name + ".png"))
    if axe:
        yield from (f"{name}: {barrier}" for barrier in page.serious_barriers(axe))
    yield from check_print(page, name, pictures or folder)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    add_axe_arguments(parser)
    parser.add_argument("--png")
    parser.add_argument("--only", help="part of the names of the pages", default="")
    arguments = parser.parse_args()
    axe = axe_text(arguments)
    found = []
    try:
        browser = Browser()
    except FileNotFoundError as missing:
        print(f"skipped: {missing}")
        return 77
    with browser, tempfile.TemporaryDirectory() as folder:
        files = sorted(file for file in arguments.folder.glob("*.html") if arguments.only in file.name)
        for file in files:
            found += check_page(browser, file, axe, arguments.png, folder)
    for line in found:
        print(line)
    print(f"{len(files)} pages, {len(found)} findings")
    return 1 if found or not files else 0


if __name__ == "__main__":
    sys.exit(main())
