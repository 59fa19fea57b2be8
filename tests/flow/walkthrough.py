#!/usr/bin/env python3
"""Does a walk-through hold? Runs each `sh` block of a page, and looks for each line of its `text` blocks in what came.

  walkthrough.py PAGE.md TREK FOLDER

FOLDER is emptied. A line is found where its words stand one after another in a line of the output so far; only the
words are compared, and not what is between them.
"""
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path


def blocks(page):
    """(kind, lines) of the fenced blocks, in their order"""
    return [(kind, body.splitlines()) for kind, body in re.findall(r"^```(\w+)\n(.*?)^```", page, re.M | re.S)]


def main(page_file, trek, folder):
    page = Path(page_file).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder = Path(folder)
    folder.mkdir(parents=True)
    (folder / "examples").symlink_to(page.parents[1])
    environment = dict(os.environ, PATH=f"{Path(trek).resolve().parent}:{os.environ['PATH']}")
    environment.pop("TREK_DATA", None)  # the project of the page has its own data
    output = ""
    shown = 0
    for kind, lines in blocks(page.read_text(encoding="utf-8")):
        if kind == "sh":
            ran = subprocess.run(["sh", "-e", "-c", "\n".join(lines)], cwd=folder, env=environment, text=True,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
            output += ran.stdout
            if ran.returncode != 0:
                sys.exit(f"{page}: exit code {ran.returncode} of\n" + "\n".join(lines) + f"\n{ran.stdout}")
        elif kind == "text":
            found = [" " + " ".join(line.split()) + " " for line in output.splitlines()]
            for line in lines:
                wanted = " " + " ".join(line.split()) + " "
                shown += 1
                if not any(wanted in one for one in found):
                    sys.exit(f"{page}: no line of the output has\n{line}\nOutput:\n{output}")
    if shown == 0:
        sys.exit(f"{page}: shows no output that could be looked at")
    print(f"{page}: {shown} lines of output as shown")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
