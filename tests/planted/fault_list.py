#!/usr/bin/env python3
"""The list of planted faults (faults.toml), and the gate that keeps it from rotting.

  fault_list.py ROOT MODULE...   what is wrong with the list, one a line; exit code 1 if anything is
  fault_list.py --self-test      breaks every rule once and checks that it is found
"""
import collections
import re
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

LIST = "tests/planted/faults.toml"
FIELDS = ("id", "file", "text", "replacement", "means")
FEWEST = 8  # a module


@dataclass(frozen=True)
class Fault:
    id: str           # "<module>.<what>"
    file: str         # from the root of the project
    text: str         # stands once in the file
    replacement: str
    means: str        # for a user, if nobody saw it

    @property
    def module(self):
        return self.id.split(".")[0]


def tables(root):
    with (Path(root) / LIST).open("rb") as file:
        return tomllib.load(file).get("fault", [])


def read_faults(root):
    return [Fault(**{field: table[field] for field in FIELDS}) for table in tables(root)]


def module_of(file):
    parts = file.split("/")
    return parts[2] if parts[:2] == ["lib", "trek"] else parts[0]


def wrong_with(root, table):
    """What is wrong with one entry."""
    absent = [field for field in FIELDS if not table.get(field)]
    if set(table) - set(FIELDS) or [field for field in absent if field != "replacement"] or "replacement" not in table:
        return [f"has {', '.join(sorted(table))}; expected {', '.join(FIELDS)}"]
    fault = Fault(**table)
    path = Path(root) / fault.file
    if not path.is_file():
        return [f"{fault.file} does not exist"]
    wrong = []
    count = path.read_text(encoding="utf-8").count(fault.text)
    if count != 1:
        wrong.append(f"its text stands {count} times in {fault.file}, expected once")
    if " ".join(fault.text.split()) == " ".join(fault.replacement.split()):
        wrong.append("its replacement is its text")
    if not re.fullmatch(r"[a-z_]+(\.[a-z0-9_]+)+", fault.id) or fault.module != module_of(fault.file):
        wrong.append(f"expected an id that begins with '{module_of(fault.file)}.', in small letters")
    return wrong


def findings(root, modules):
    entries = tables(root)
    for at, table in enumerate(entries):
        for wrong in wrong_with(root, table):
            yield f"{table.get('id', f'fault {at + 1}')}: {wrong}"
    for fault, times in collections.Counter(table.get("id") for table in entries).items():
        if times > 1:
            yield f"{fault}: stands {times} times in the list"
    count = collections.Counter(str(table.get("id")).split(".")[0] for table in entries)
    for module in modules:
        if count[module] < FEWEST:
            yield f"{module}: {count[module]} faults, expected {FEWEST} or more"


def entry(number, **changes):
    table = {"id": f"low.fault_{number}", "file": "lib/trek/low/a.cpp", "text": f"a{number} < b", "means": "m",
             "replacement": f"a{number} <= b", **changes}
    return "[[fault]]\n" + "".join(f"{key} = '{value}'\n" for key, value in table.items() if value is not None)


def findings_with(**changes):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {"lib/trek/low/a.cpp": "".join(f"a{i} < b;\n" for i in range(FEWEST)) + "x < y; x < y;\n",
                           LIST: "".join(entry(i) for i in range(1, FEWEST)) + entry(0, **changes)}.items():
            (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / name).write_text(text, encoding="utf-8")
        return list(findings(folder, ["low"]))


BAD = [
    ({"text": "x < y"}, "stands 2 times"),
    ({"text": "z < y"}, "stands 0 times"),
    ({"replacement": "a0  < b"}, "its replacement is its text"),
    ({"file": "lib/trek/low/b.cpp"}, "does not exist"),
    ({"means": None}, "expected id, file"),
    ({"reason": "why"}, "expected id, file"),
    ({"id": "low.fault_1"}, "stands 2 times in the list"),
    ({"id": "low.Fault"}, "expected an id"),
]


def self_test():
    wrong = [f"good list: {line}" for line in findings_with()]
    for changes, expected in BAD:
        found = findings_with(**changes)
        if len(found) != 1 or expected not in found[0]:
            wrong.append(f"{changes}: found {found}, expected one '{expected}'")
    found = findings_with(id="high.fault")
    if not any("7 faults, expected 8" in line for line in found) or not any("begins with 'low.'" in line for line in found):
        wrong.append(f"another module's id: found {found}")
    return wrong


def main(arguments):
    if arguments == ["--self-test"]:
        lines = self_test()
    elif len(arguments) >= 2:
        lines = list(findings(arguments[0], arguments[1:]))
    else:
        sys.exit(__doc__)
    print("\n".join(lines) if lines else "the list of planted faults is in order")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
