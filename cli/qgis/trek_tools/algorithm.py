"""A verb of trek as a tool, made of its description."""
from qgis.core import (QgsProcessingAlgorithm, QgsProcessingContext, QgsProcessingException,
                       QgsProcessingLayerPostProcessorInterface, QgsProcessingOutputNumber, QgsProcessingOutputString,
                       QgsProcessingParameterBoolean)

from . import arguments, outputs, program
from .words import say

DONE, FINDINGS = 0, 1


class StoredStyle(QgsProcessingLayerPostProcessorInterface):
    """Has a layer come up with the style that trek stored beside it."""

    def postProcessLayer(self, layer, context, feedback):
        layer.loadDefaultStyle()
        layer.triggerRepaint()


class VerbAlgorithm(QgsProcessingAlgorithm):
    def __init__(self, path, command):
        super().__init__()
        self.path = path
        self.command = command
        has_progress = {a["name"] for a in command["arguments"]} >= {"--progress"}
        self.fixed = ["--progress=json"] if has_progress else []
        self.arguments = [a for a in command["arguments"] if a["name"] not in arguments.LEFT_OUT]
        self.outputs = [a for a in self.arguments if a["role"] == "output" and a["kind"] == "file"]

    def createInstance(self):
        return VerbAlgorithm(self.path, self.command)

    def name(self):
        return self.command["command"].replace(" ", "_")

    def displayName(self):
        return self.command["command"]

    def shortDescription(self):
        return self.command["summary"]

    def shortHelpString(self):
        return self.command["summary"] + ".\n\n" + "\n".join(self.command["examples"])

    def initAlgorithm(self, configuration=None):
        for argument in self.arguments:
            self.addParameter(arguments.parameter(argument))
        if self.outputs:
            self.addParameter(QgsProcessingParameterBoolean("LOAD", say("load"), True))
        self.addOutput(QgsProcessingOutputString("RESULT", say("result")))
        self.addOutput(QgsProcessingOutputNumber("EXIT_CODE", say("exit_code")))

    def processAlgorithm(self, parameters, context, feedback):
        given = arguments.words_of(self, self.arguments, parameters, context)
        words = [self.path, *self.command["command"].split(), *self.fixed, *given]
        feedback.pushCommandInfo(" ".join(words))
        code, result, last = program.run(words, feedback)
        if code is None:
            raise QgsProcessingException(say("cancelled"))
        if code not in (DONE, FINDINGS):
            raise QgsProcessingException(say("failed", code, last))
        feedback.pushConsoleInfo(result)
        if code == FINDINGS:
            feedback.pushWarning(say("findings"))
        return {"RESULT": result, "EXIT_CODE": code, **self.written(parameters, context)}

    def written(self, parameters, context):
        """The files that were asked for; what they show is put on the map."""
        files = {}
        for argument in self.outputs:
            name = arguments.parameter_name(argument)
            if parameters.get(name) in (None, ""):
                continue
            files[name] = self.parameterAsFileOutput(parameters, name, context)
            if self.parameterAsBoolean(parameters, "LOAD", context):
                self.load(files[name], context)
        return files

    def load(self, file, context):
        for title, source in outputs.layers_of(file):
            details = QgsProcessingContext.LayerDetails(title, context.project(), title)
            details.setPostProcessor(StoredStyle())  # one each: the context deletes it
            context.addLayerToLoadOnCompletion(source, details)
