"""The verbs of trek as tools of QGIS's Processing."""


def classFactory(iface):
    from .plugin import TrekPlugin
    return TrekPlugin()
