"""The provider: a tool for each verb that the program has."""
from pathlib import Path

from qgis.core import QgsMessageLog, QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from . import program
from .algorithm import VerbAlgorithm
from .words import say

class TrekProvider(QgsProcessingProvider):
    def __init__(self):
        super().__init__()
        self.fault = ""

    def id(self):
        return "trek"

    def name(self):
        return "trek"

    def icon(self):
        return QIcon(str(Path(__file__).with_name("icon.svg")))

    def warningMessage(self):
        return self.fault

    def load(self):
        from processing.core.ProcessingConfig import ProcessingConfig, Setting
        ProcessingConfig.settingIcons[self.name()] = self.icon()
        ProcessingConfig.addSetting(Setting(self.name(), program.SETTING, say("setting"), "", valuetype=Setting.FILE))
        ProcessingConfig.readSettings()
        self.refreshAlgorithms()
        return True

    def unload(self):
        from processing.core.ProcessingConfig import ProcessingConfig
        ProcessingConfig.removeSetting(program.SETTING)

    def loadAlgorithms(self):
        self.fault = ""
        try:
            path = program.find_program()
            for command in program.read_usage(path)["commands"]:
                self.addAlgorithm(VerbAlgorithm(path, command))
        except program.ProgramError as error:
            self.fault = say("no_program", error)
            QgsMessageLog.logMessage(self.fault, "trek")
