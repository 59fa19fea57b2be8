"""What QGIS starts: it adds the provider, with or without windows."""
from qgis.core import QgsApplication

from .provider import TrekProvider


class TrekPlugin:
    def __init__(self):
        self.provider = None

    def initProcessing(self):
        self.provider = TrekProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):
        self.initProcessing()

    def unload(self):
        if self.provider:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
