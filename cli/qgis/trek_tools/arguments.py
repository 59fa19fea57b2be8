"""Arguments of a verb as parameters of a tool, and values of these as words of a command."""
from qgis.core import (QgsProcessingParameterBoolean, QgsProcessingParameterDefinition, QgsProcessingParameterEnum,
                       QgsProcessingParameterFile, QgsProcessingParameterFileDestination,
                       QgsProcessingParameterFolderDestination, QgsProcessingParameterNumber,
                       QgsProcessingParameterString)

from .words import say

LEFT_OUT = {"--progress", "--quiet", "--verbose"}  # the tool has its own progress, and tells all


def parameter_name(argument):
    return argument["name"].lstrip("-").replace("-", "_").upper()


def _label(argument):
    unit = f" [{argument['unit']}]" if argument["unit"] else ""
    label = f"{argument['help']}{unit}"
    return say("several", label) if argument["repeated"] else label


def _file(name, label, optional, argument):
    if argument["role"] == "input":
        return QgsProcessingParameterFile(name, label, optional=optional)
    extension = argument["extension"]
    return QgsProcessingParameterFileDestination(name, label, f"{extension.upper()} (*.{extension})", optional=optional,
                                                 createByDefault=argument["name"] == "--output")


def _folder(name, label, optional, argument):
    if argument["role"] == "output":
        return QgsProcessingParameterFolderDestination(name, label, optional=optional)
    if argument["repeated"]:
        return QgsProcessingParameterString(name, label, optional=optional, multiLine=True)
    return QgsProcessingParameterFile(name, label, QgsProcessingParameterFile.Folder, optional=optional)


def _number(name, label, optional, argument):
    kinds = QgsProcessingParameterNumber
    kind = kinds.Integer if argument["kind"] == "whole_number" else kinds.Double
    return QgsProcessingParameterNumber(name, label, kind, argument["default"], optional, argument["least"], argument["most"])


def _choice(name, label, optional, argument):
    several = argument["kind"] == "choices"
    default = argument["default"].split(",") if several and argument["default"] else argument["default"]
    return QgsProcessingParameterEnum(name, label, argument["choices"], several, default, optional, True)


def _text(name, label, optional, argument):
    return QgsProcessingParameterString(name, label, argument["default"], argument["repeated"], optional)


MAKERS = {"file": _file, "folder": _folder, "number": _number, "whole_number": _number, "choice": _choice,
          "choices": _choice}


def parameter(argument):
    name, label = parameter_name(argument), _label(argument)
    if argument["kind"] == "flag":
        made = QgsProcessingParameterBoolean(name, label, False)
    else:
        made = MAKERS.get(argument["kind"], _text)(name, label, not argument["required"], argument)
    made.setHelp(argument["otherwise"] or argument["example"] or "")
    is_main = argument["required"] or argument["by_place"] or argument["name"] == "--output"
    if not is_main:
        made.setFlags(made.flags() | QgsProcessingParameterDefinition.FlagAdvanced)
    return made


def _values(tool, argument, parameters, context):
    """The texts that stand for the value of an argument; none where it is left out."""
    name = parameter_name(argument)
    if parameters.get(name) in (None, ""):
        return []
    kind = argument["kind"]
    if kind == "file" or (kind == "folder" and not argument["repeated"]):
        as_given = tool.parameterAsFile if argument["role"] == "input" else tool.parameterAsFileOutput
        return [as_given(parameters, name, context)]
    if kind == "whole_number":
        return [str(tool.parameterAsInt(parameters, name, context))]
    if kind == "number":
        return [repr(tool.parameterAsDouble(parameters, name, context))]
    if kind == "choice":
        return [tool.parameterAsEnumString(parameters, name, context)]
    if kind == "choices":
        return [",".join(tool.parameterAsEnumStrings(parameters, name, context))]
    text = tool.parameterAsString(parameters, name, context)
    return [line.strip() for line in text.splitlines()] if argument["repeated"] else [text]


def words_of(tool, arguments, parameters, context):
    """The words of a command: what stands by place first, then names with their values."""
    by_place, by_name = [], []
    for argument in arguments:
        if argument["kind"] == "flag":
            if tool.parameterAsBoolean(parameters, parameter_name(argument), context):
                by_name.append(argument["name"])
            continue
        for value in filter(None, _values(tool, argument, parameters, context)):
            by_place += [value] if argument["by_place"] else []
            by_name += [] if argument["by_place"] else [f"{argument['name']}={value}"]
    return by_name + ["--"] + by_place if by_place else by_name
