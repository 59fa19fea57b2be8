#!/usr/bin/env python3
"""Plants each fault of faults.toml in a copy of the sources, builds it, and looks whether a test sees it.

  plant.py BUILD [--only MODULE|ID_PREFIX] [--resume] [--quick] [--tests PATTERN] [--jobs N]

BUILD is a configured build folder; the copy and its own build, configured like it, lie in BUILD/planted. The sources
that BUILD is of are only read, but for results.json and RESULTS.md beside this. First the unchanged copy must pass.
  --only     these faults (may be given again); the results of others stay as they are
  --resume   only what has no result yet, or had one with another text of the fault, its file or the tests
  --quick    no further than the tests of the fault's own module
  --tests    none but tests of ctest whose name begins so; a fault that these do not see keeps the result it has
"""
import argparse
import contextlib
import datetime
import fcntl
import filecmp
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from fault_list import read_faults
from results import NOT_BUILT, NOT_FOUND, OTHER, OWN, SURVIVED, SURVIVED_OWN, Results, table, text_of

SOURCE = Path(__file__).resolve().parents[2]
COPIED = ("CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md", "cli", "datasets", "examples", "lib", "tests")
# Of the calling build; the rest is the same everywhere or has no say here.
CARRIED = re.compile(r"(CMAKE_(BUILD_TYPE|C(XX)?_COMPILER(_LAUNCHER)?|C(XX)?_FLAGS\w*|(EXE|SHARED)_LINKER_FLAGS|PREFIX_PATH)"
                     r"|TREK_(SANITIZE|WARNINGS_AS_ERRORS)):\w+=(.*)")
# They look at how the sources lie and what compiles, not at numbers.
NOT_RUN = re.compile(r"gates\.|must_not_compile\.|consumer\.")
LABELS_NOT_RUN = {"data", "qgis"}  # need the real layers, or QGIS
OWN_TESTS_OF = {"cli": ("cli", "flow", "demo")}
PATIENCE = 5.0  # times what a test takes with the unchanged copy
LEAST_SECONDS = 20.0


class Test:
    def __init__(self, described):
        properties = {entry["name"]: entry["value"] for entry in described.get("properties", [])}
        self.name = described["name"]
        self.command = described.get("command", [])
        self.labels = set(properties.get("LABELS", []))
        self.folder = properties.get("WORKING_DIRECTORY")
        self.environment = properties.get("ENVIRONMENT", [])
        self.skipped_code = properties.get("SKIP_RETURN_CODE")

    def counts(self):
        return not NOT_RUN.match(self.name) and not self.labels & LABELS_NOT_RUN

    def is_of(self, module):
        program = self.name.split(".")[0]
        names = OWN_TESTS_OF.get(module, (module, f"{module}_unit", f"{module}_property"))
        # What is tagged [parallel] is a unit or property test too.
        return program in names and self.labels & {"unit", "property", "flow"}

    def run(self, limit_s):
        """(None if it passes or else what failed, seconds)"""
        command = list(self.command)
        if Path(command[0]).name.startswith("test_"):
            command.append("--abort")
        environment = dict(os.environ, TREK_DATA="", TREK_QGIS_CHECKS="")
        environment.update(entry.split("=", 1) for entry in self.environment)
        start = time.monotonic()
        process = subprocess.Popen(command, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace", start_new_session=True)
        try:
            output, _ = process.communicate(timeout=limit_s)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return f"{self.name} (no end within {limit_s:.0f} s)", limit_s
        seconds = time.monotonic() - start
        if process.returncode in (0, self.skipped_code):
            return None, seconds
        case = re.search(r"^-{79}\n(.+)\n", output, re.M)
        return self.name + (f": {case.group(1).strip()}" if case else f" (exit code {process.returncode})"), seconds


class Copy:
    """The sources and their build, in which faults are planted."""

    def __init__(self, build, jobs, pattern):
        self.root = build / "planted"
        self.build = self.root / "build" / "release"  # as deep as a preset's, so that a compiler cache knows the paths
        self.calling_build = build
        self.jobs = jobs
        self.pattern = re.compile(pattern)
        self.tests = []

    def bring_up_to_date(self):
        """Only what differs is written, so that only that is built."""
        wanted = set()
        for name in COPIED:
            start = SOURCE / name
            for path in sorted(start.rglob("*")) if start.is_dir() else [start]:
                if path.is_file() and "__pycache__" not in path.parts:
                    wanted.add(path.relative_to(SOURCE))
        for name in COPIED:
            start = self.root / name
            for path in sorted(start.rglob("*")) if start.is_dir() else []:
                if path.is_file() and path.relative_to(self.root) not in wanted:
                    path.unlink()
        for place in wanted:
            target = self.root / place
            if not target.exists() or not filecmp.cmp(SOURCE / place, target, shallow=False):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(SOURCE / place, target)

    def configure(self):
        options = ["-DTREK_BUILD_BENCH=OFF", "-DTREK_QGIS_CHECKS=OFF"]
        for line in (self.calling_build / "CMakeCache.txt").read_text(encoding="utf-8").splitlines():
            if CARRIED.fullmatch(line):
                options.append("-D" + line)
        result = subprocess.run(["cmake", "-S", str(self.root), "-B", str(self.build), "-G", "Ninja", *options],
                                capture_output=True, text=True)
        if result.returncode != 0:
            sys.exit(f"the copy in {self.root} cannot be configured:\n{result.stdout}{result.stderr}")

    def find_tests(self):
        listed = subprocess.run(["ctest", "--test-dir", str(self.build), "--show-only=json-v1"], capture_output=True,
                                text=True, check=True).stdout
        self.tests = [test for test in map(Test, json.loads(listed)["tests"]) if test.counts() and self.pattern.match(test.name)]

    def make(self, targets=()):
        """What the compiler or linker says if that fails."""
        result = subprocess.run(["cmake", "--build", str(self.build), "-j", str(self.jobs), *(["--target", *targets] if targets else [])],
                                capture_output=True, text=True)
        return None if result.returncode == 0 else result.stdout + result.stderr

    def targets_of(self, tests):
        return sorted({f"test_{test.name.split('.')[0]}" for test in tests if test.labels & {"unit", "property"}} |
                      {name for test in tests if "flow" in test.labels for name in ("trek", "test_flow", "test_demo")})

    @contextlib.contextmanager
    def planted(self, fault):
        path = self.root / fault.file
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(fault.text, fault.replacement), encoding="utf-8")
        try:
            yield
        finally:
            path.write_text(text, encoding="utf-8")


def commit():
    def git(*words):
        return subprocess.run(["git", "-C", str(SOURCE), *words], capture_output=True, text=True).stdout.strip()

    changed = git("status", "--porcelain", "--", *COPIED, ":!tests/planted")
    return (git("rev-parse", "--short=10", "HEAD") or "unknown") + (" with changes" if changed else "")


def first_that_fails(tests, seconds):
    """Short ones first; what sets up a fixture stays before what needs it."""
    for test in sorted(tests, key=lambda test: seconds.get(test.name, 0.0) if test.labels & {"unit", "property", "parallel"} else 1e9):
        failed, _ = test.run(max(LEAST_SECONDS, PATIENCE * seconds.get(test.name, 0.0)))
        if failed:
            return failed
    return None


def check_unchanged(copy, modules, quick):
    """The unchanged copy must pass; the seconds that each test takes."""
    def needed():
        return [test for test in copy.tests if not quick or any(test.is_of(module) for module in modules)]

    copy.find_tests()
    errors = copy.make(copy.targets_of(needed()) if quick or copy.pattern.pattern else ())
    if errors:
        sys.exit(f"the unchanged copy does not build:\n{errors[-3000:]}")
    copy.find_tests()  # only now does ctest know their programs
    seconds_of = {}
    for test in needed():
        failed, seconds_of[test.name] = test.run(3600.0)
        if failed:
            sys.exit(f"the unchanged copy does not pass: {failed}")
    return seconds_of


def tried(copy, fault, known, seconds, quick):
    """(state, by which test) of one fault, which is in the copy no longer than this takes."""
    if text_of(SOURCE / fault.file).count(fault.text) != 1:
        return NOT_FOUND, ""
    own = [test for test in copy.tests if test.is_of(fault.module)]
    with copy.planted(fault):
        if not (known and known["state"] == SURVIVED_OWN):
            if copy.make(copy.targets_of(own)):
                return NOT_BUILT, ""
            failed = first_that_fails(own, seconds)
            if failed:
                return OWN, failed
        if quick:
            return SURVIVED_OWN, ""
        if copy.make(copy.targets_of(copy.tests) if copy.pattern.pattern else ()):
            return NOT_BUILT, ""
        failed = first_that_fails([test for test in copy.tests if test not in own], seconds)
        return (OTHER, failed) if failed else (SURVIVED, "")


def arguments_of(words):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--tests", default="")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    return parser.parse_args(words)


def main(words):
    arguments = arguments_of(words)
    faults = read_faults(SOURCE)
    chosen = [fault for fault in faults if not arguments.only or
              any(fault.module == only or fault.id.startswith(only) for only in arguments.only)]
    if not chosen:
        sys.exit(f"no fault is called {' or '.join(arguments.only)}; see faults.toml")
    copy = Copy(arguments.build.resolve(), arguments.jobs, arguments.tests)
    copy.root.mkdir(parents=True, exist_ok=True)
    lock = (copy.root / "lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    results = Results(SOURCE, commit(), datetime.date.today().isoformat())
    done = {SURVIVED_OWN} if arguments.quick else set()
    done |= {OWN, OTHER, SURVIVED} if arguments.resume else set()
    todo = [fault for fault in chosen if not (arguments.resume and (known := results.find(fault)) and known["state"] in done)]
    print(f"{len(todo)} of {len(faults)} faults to plant", flush=True)
    seconds = {}
    if todo:
        copy.bring_up_to_date()
        copy.configure()
        seconds = check_unchanged(copy, {fault.module for fault in todo}, arguments.quick)
    for fault in todo:
        known = results.find(fault) if arguments.resume else None
        found, by = tried(copy, fault, known, seconds, arguments.quick)
        if not arguments.tests or found not in (SURVIVED, SURVIVED_OWN):
            results.put(fault, found, by)
            results.write(faults)
        print(f"{fault.id}: {found}" + (f": {by}" if by else ""), flush=True)
    print("\n".join(table(faults, results)))
    bad = [fault.id for fault in todo if (told := results.told(fault)) and told["state"] in (NOT_BUILT, NOT_FOUND)]
    return f"the list is wrong about {', '.join(bad)}" if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
