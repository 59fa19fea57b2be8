"""The program trek: where it is, what it can do, and how it is run."""
import json
import os
import queue
import shutil
import signal
import subprocess
import threading

SETTING = "TREK_PROGRAM"
USAGE_VERSION = 1
PATIENCE_S = 5  # trek itself ends within a second


class ProgramError(Exception):
    """Why the program cannot be used."""


def find_program():
    from processing.core.ProcessingConfig import ProcessingConfig
    named = ProcessingConfig.getSetting(SETTING)
    program = named or shutil.which("trek")
    if not program:
        raise ProgramError("trek")
    return program


def read_usage(program):
    """All commands with their arguments, as trek --json-usage describes them."""
    try:
        said = subprocess.run([program, "--json-usage"], stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=True)
        usage = json.loads(said.stdout)
        if usage["usage_version"] != USAGE_VERSION:
            raise ProgramError(f"{program}, usage version {usage['usage_version']}")
        return usage
    except (OSError, subprocess.SubprocessError, ValueError, KeyError) as error:
        raise ProgramError(f"{program}: {error}") from error


def _forward(stream, name, lines):
    for line in stream:
        lines.put((name, line.rstrip("\n")))
    lines.put((name, None))


def _stop(process):
    """Asks as Ctrl-C does, so that nothing half written is left; then no longer asks."""
    if os.name == "nt":
        process.terminate()
    else:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _hear(line, feedback):
    """A line of stderr: progress as JSON, else talk."""
    try:
        progress = json.loads(line)
        feedback.setProgressText(progress["stage"])
        if progress["total"]:
            feedback.setProgress(100.0 * progress["done"] / progress["total"])
    except (ValueError, TypeError, KeyError):
        feedback.pushInfo(line)


def _heard(process, feedback):
    """What a command printed, and its last line of talk; None where it was cancelled."""
    lines = queue.Queue()
    for name in ("stdout", "stderr"):
        threading.Thread(target=_forward, args=(getattr(process, name), name, lines), daemon=True).start()
    results, last, open_streams = [], "", 2
    while open_streams:
        if feedback.isCanceled():
            _stop(process)
            return None
        try:
            name, line = lines.get(timeout=0.1)
        except queue.Empty:
            continue
        if line is None:
            open_streams -= 1
        elif name == "stdout":
            results.append(line)
        else:
            last = line
            _hear(line, feedback)
    return "\n".join(results), last


def run(words, feedback):
    """Runs a command to its end: its exit code (None where it was cancelled), results, and the last line of talk."""
    with subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          encoding="utf-8", errors="replace") as process:
        heard = _heard(process, feedback)
    return (None, "", "") if heard is None else (process.returncode, *heard)
