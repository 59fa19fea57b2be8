#!/usr/bin/python3
"""qgis_plugin_check.py TREK PLUGINS PROJECT.toml

Runs the tools of the plugin in PLUGINS as a user of QGIS does, without a screen, with the program TREK on a project.
Each check that fails is a line; exit code 1 if there are any, 77 if QGIS for Python is not installed.
"""
import os
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

scratch = Path(tempfile.mkdtemp(prefix="trek-qgis-"))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("XDG_RUNTIME_DIR", str(scratch))
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = str(scratch)
try:
    from qgis.core import (QgsApplication, QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback, QgsProject,
                           QgsVectorLayer)
except ImportError:
    print("QGIS for Python (python3-qgis) is not installed")
    sys.exit(77)

faults = []


def check(holds, what):
    if not holds:
        faults.append(what)


class Heard(QgsProcessingFeedback):
    """Keeps what a tool tells."""

    def __init__(self):
        super().__init__(False)
        self.stages, self.most = [], 0.0
        self.progressChanged.connect(self.note)

    def note(self, percent):
        self.most = max(self.most, percent)

    def setProgressText(self, text):
        self.stages.append(text)


def tool(name):
    found = QgsApplication.processingRegistry().algorithmById("trek:" + name)
    check(found is not None, f"there is no tool {name}")
    return found


def run(name, parameters, feedback=None):
    """What a tool gives, and the source and title of each layer that it puts on the map."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    given, succeeded = tool(name).create().run(parameters, context, feedback or Heard(), {}, False)
    check(succeeded, f"{name} failed")
    layers = {}
    for source, details in context.layersToLoadOnCompletion().items():
        layers[source] = details.name
        layer = QgsVectorLayer(source, details.name, "ogr")
        check(layer.isValid(), f"{source} is no layer")
        details.postProcessor().postProcessLayer(layer, context, feedback or Heard())
    return given, layers


def check_tools():
    parameters = {p.name(): p for p in tool("run").parameterDefinitions()}
    check(not parameters["PROJECT"].flags() & parameters["PROJECT"].FlagOptional, "run takes no project for granted")
    check(parameters["LANG"].options() == ["nl", "en"], "run offers other languages than nl and en")
    check(parameters["THREADS"].minimum() == 1, "run takes no thread")
    check("PROGRESS" not in parameters, "run asks for the progress that the tool itself shows")
    check({"network_build", "doctor"} <= {a.name() for a in tool("run").provider().algorithms()}, "tools are missing")
    check(tool("isochrone").parameterDefinition("MAX_SNAP_M").defaultValue() > 0, "a default is missing")


def check_run(project, output):
    feedback = Heard()
    given, layers = run("run", {"PROJECT": str(project), "OUTPUT": str(output), "LANG": "en", "OVERWRITE": False}, feedback)
    check(output.exists(), "run wrote nothing")
    check(given.get("EXIT_CODE") == 0, f"run gave {given}")
    check(len(feedback.stages) > 5 and feedback.most > 0, f"run told no progress: {feedback.stages}")
    check(any(source.endswith("|layername=sites") for source in layers), f"the sites are not on the map: {list(layers)}")
    check("sites" not in layers.values(), "layers have no titles")


def check_readers(output, folder):
    given, _ = run("explain", {"FILE": str(output), "SITE": "1", "LANG": "en"})
    check("criterion" in given.get("RESULT", ""), f"explain tells no criterion: {given}")
    given, _ = run("coverage", {"FILE": str(output), "FORMAT": "csv"})
    check("Enschede" in given.get("RESULT", ""), f"coverage does not know Enschede: {given}")
    costs = folder / "costs.csv"
    costs.write_text("origin,destination,cost\na,X,1\na,Y,9\nb,X,9\nb,Y,2\n", encoding="utf-8")
    given, _ = run("locate", {"PROBLEM": "p_median", "P": 1, "COSTS": str(costs), "FORMAT": "json"})
    check('"X"' in given.get("RESULT", ""), f"locate does not choose X (1 + 9 against 9 + 2): {given}")


def check_refusal(folder):
    parameters = {"PROJECT": str(folder / "gone.toml"), "OUTPUT": str(folder / "gone.gpkg")}
    try:
        tool("run").create().run(parameters, QgsProcessingContext(), Heard(), {}, False)
        check(False, "a project that is not there is taken")
    except QgsProcessingException as error:
        check("gone.toml" in str(error), f"the reason is not told: {error}")


def check_cancel(project, output):
    feedback = Heard()
    threading.Timer(1.0, feedback.cancel).start()
    begun = time.monotonic()
    _, succeeded = tool("run").create().run({"PROJECT": str(project), "OUTPUT": str(output)}, QgsProcessingContext(),
                                            feedback, {}, True)
    check(not succeeded, "a tool that was cancelled succeeded")
    check(time.monotonic() - begun < 6, "a tool that was cancelled goes on")
    check(not output.exists() and not list(output.parent.glob(".*")), "a tool that was cancelled left something")


def main(trek, plugins, project):
    os.environ["PATH"] = f"{Path(trek).parent}:{os.environ['PATH']}"
    sys.path[:0] = [plugins, "/usr/share/qgis/python/plugins"]
    application = QgsApplication([], False)
    application.initQgis()
    from processing.core.Processing import Processing
    Processing.initialize()
    from trek_tools import classFactory
    plugin = classFactory(None)
    plugin.initProcessing()
    check(not plugin.provider.warningMessage(), plugin.provider.warningMessage())
    (scratch / "out").mkdir()
    check_tools()
    given, _ = run("init", {"FOLDER": str(scratch / "mine")})
    check((scratch / "mine" / "trek.toml").exists(), f"init wrote no project: {given}")
    check_run(project, scratch / "out" / "it's.gpkg")
    check_readers(scratch / "out" / "it's.gpkg", scratch)
    check_refusal(scratch)
    (scratch / "cancelled").mkdir()
    check_cancel(project, scratch / "cancelled" / "out.gpkg")
    plugin.unload()
    check(QgsApplication.processingRegistry().providerById("trek") is None, "the provider stays when the plugin goes")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    for fault in faults:
        print(fault)
    sys.stdout.flush()
    os._exit(1 if faults else 0)  # QGIS's own end of a process without windows may crash
