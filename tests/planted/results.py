#!/usr/bin/env python3
"""What became of each planted fault: kept in results.json beside this, and told in RESULTS.md.

  results.py ROOT          writes RESULTS.md anew out of the list and results.json
  results.py --self-test   looks whether results stay that still hold, and no others
"""
import collections
import hashlib
import json
import sys
import tempfile
from pathlib import Path

from fault_list import Fault, read_faults

FOLDER = "tests/planted"
OWN, OTHER = "killed by its module's tests", "killed by other tests"
SURVIVED, SURVIVED_OWN, NOT_BUILT, NOT_FOUND = "survived", "survived its module's tests", "does not compile", "text not found"
NOT_RUN = "not run"


def sha256(*parts):
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def text_of(path):
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def hash_of_tests(root):
    return sha256(*(text_of(path) for path in sorted((root / "tests").rglob("*")) if path.suffix in {".cpp", ".hpp"}))


class Results:
    """One of each fault, with the commit and the day it is of; in a file of the project, so that none is lost."""

    def __init__(self, root, commit="unknown", date="-"):
        self.root = Path(root)
        self.path = self.root / FOLDER / "results.json"
        self.commit, self.date = commit, date
        self.tests = hash_of_tests(self.root)
        self.of = json.loads(text_of(self.path) or "{}")

    @staticmethod
    def fault_hash(fault):
        return sha256(fault.file, fault.text, fault.replacement)

    def file_hash(self, fault):
        return sha256(text_of(self.root / fault.file))

    def told(self, fault):
        """The latest result of this fault, whatever has changed round it since; None if it has another text now."""
        result = self.of.get(fault.id)
        return result if result and result["fault"] == self.fault_hash(fault) else None

    def find(self, fault):
        """The result that still holds: what was killed with this text of its file, or not with these tests."""
        result = self.told(fault)
        if result is None or result["file"] != self.file_hash(fault):
            return None
        return result if result["state"] in (OWN, OTHER) or result["tests"] == self.tests else None

    def put(self, fault, state, by=""):
        self.of[fault.id] = {"state": state, "by": by, "commit": self.commit, "date": self.date,
                             "fault": self.fault_hash(fault), "file": self.file_hash(fault), "tests": self.tests}

    def write(self, faults):
        """Of the faults of the list, in its order, a line each; and the table."""
        lines = [f"{json.dumps(fault.id)}: {json.dumps(self.of[fault.id])}" for fault in faults if self.told(fault)]
        for path, text in ((self.path, "{\n" + ",\n".join(lines) + "\n}\n"), (self.path.parent / "RESULTS.md", report(faults, self))):
            temporary = path.with_suffix(".new")
            temporary.write_text(text, encoding="utf-8")
            temporary.replace(path)


def table(faults, results):
    """Counts by module, in Markdown."""
    rows = {}
    for fault in faults:
        result = results.told(fault)
        rows.setdefault(fault.module, []).append(result["state"] if result else NOT_RUN)
    heads = (OWN, OTHER, SURVIVED, SURVIVED_OWN, NOT_BUILT, NOT_FOUND, NOT_RUN)
    shown = [head for head in heads if head in heads[:3] or any(head in states for states in rows.values())]
    lines = ["| module | faults | " + " | ".join(shown) + " |", "|---|" + "--:|" * (len(shown) + 1)]
    rows["all"] = sum(rows.values(), [])
    for module, states in rows.items():
        lines.append(f"| {module} | {len(states)} | " + " | ".join(str(states.count(head)) for head in shown) + " |")
    return lines


def report(faults, results):
    groups = collections.Counter((result["date"], result["commit"]) for result in map(results.told, faults) if result)
    lines = ["# Planted faults", "",
             "Written by the target `planted`; what it does stands at the head of `faults.toml`. A result is of the commit behind it,",
             "and stays in the table until its fault is planted again or has another text.", ""]
    lines += ["| commit | date | faults |", "|---|---|--:|"]
    lines += [f"| {commit} | {date} | {count} |" for (date, commit), count in sorted(groups.items())]
    lines += ["", *table(faults, results), "", "| fault | what it would mean | result | commit |", "|---|---|---|---|"]
    for fault in faults:
        result = results.told(fault) or {"state": NOT_RUN, "by": "", "commit": ""}
        said = result["state"] + (f": {result['by']}" if result["by"] else "")
        lines.append(f"| {fault.id} | {fault.means} | {said} | {result['commit']} |".replace("\n", " "))
    return "\n".join(lines) + "\n"


def self_test():
    first, second = (Fault(f"low.{name}", "low.cpp", f"{name} < b", f"{name} <= b", "m") for name in ("one", "two"))
    other = Fault(first.id, first.file, first.text, "one > b", "m")
    wrong = []

    def expect(what, found, expected):
        if found != expected:
            wrong.append(f"{what}: found {found}, expected {expected}")

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / FOLDER).mkdir(parents=True)
        (root / "low.cpp").write_text("one < b; two < b;\n", encoding="utf-8")
        earlier = Results(root, "c1", "2026-01-01")
        earlier.put(first, OWN, "low.unit")
        earlier.put(second, SURVIVED)
        earlier.write([first, second])
        later = Results(root, "c2", "2026-02-02")
        expect("what was killed", later.find(first) and later.find(first)["commit"], "c1")
        expect("a fault with another text", later.told(other), None)
        (root / "tests/low_test.cpp").write_text("CHECK(two);\n", encoding="utf-8")
        expect("what survived other tests", Results(root).find(second), None)
        later.put(second, OWN)
        later.write([first, second])
        (root / "low.cpp").write_text("one < b; two < b; c;\n", encoding="utf-8")
        told = Results(root)
        expect("a result of another text of the file", told.find(first), None)
        written = (root / FOLDER / "RESULTS.md").read_text(encoding="utf-8")
        for line in ("| c1 | 2026-01-01 | 1 |", "| low | 2 | 2 | 0 | 0 |", f"| low.one | m | {OWN}: low.unit | c1 |",
                     f"| low.two | m | {OWN} | c2 |"):
            expect(f"'{line}' in the table", line in written, True)
        expect("the table written anew", report([first, second], told), written)
    return wrong


def main(arguments):
    if arguments == ["--self-test"]:
        lines = self_test()
        print("\n".join(lines) if lines else "results stay as they should")
        return 1 if lines else 0
    if len(arguments) != 1:
        sys.exit(__doc__)
    root = Path(arguments[0])
    Results(root).write(read_faults(root))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
