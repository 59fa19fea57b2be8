#!/usr/bin/env python3
"""Whether ctest runs every case of the test programs: one without any tag that its program is run by runs never.

  every_case.py PROGRAM=LABEL,LABEL ...
"""
import subprocess
import sys


def cases_without(program, labels):
    """What the program says of its cases that have none of these tags; empty: there are none."""
    result = subprocess.run([program, "".join(f"~[{label}]" for label in labels), "--list-tests"], capture_output=True, text=True)
    words = result.stdout + result.stderr
    lines = [line.strip() for line in words.splitlines()]
    return "" if any(line.startswith("0 ") for line in lines) else words


def faults(arguments):
    for argument in arguments:
        program, labels = argument.rsplit("=", 1)
        words = cases_without(program, labels.split(","))
        if words:
            yield f"{program} is run by {labels}, and has cases with no such tag:\n{words}"


def main(arguments):
    found = list(faults(arguments))
    if not cases_without(arguments[0].rsplit("=", 1)[0], ["no such tag"]):
        found.append("cases without a tag are not seen at all")
    print("\n".join(found) if found else f"ctest runs every case of {len(arguments)} programs")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
