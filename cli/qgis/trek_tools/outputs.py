"""What of a written file goes on the map. Files only are read here: this runs beside QGIS's main thread."""
import sqlite3
import urllib.parse
import xml.etree.ElementTree as ElementTree
import zipfile
from io import BytesIO
from pathlib import Path


def _rows(file, query):
    uri = "file:" + urllib.parse.quote(str(file)) + "?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True)
    try:
        return connection.execute(query).fetchall()
    except sqlite3.DatabaseError:
        return []
    finally:
        connection.close()


def _shown(group):
    """The layers of a layer tree that are switched on, from the top down."""
    for entry in group:
        if entry.get("checked", "Qt::Checked") != "Qt::Checked":
            continue
        if entry.tag == "layer-tree-group":
            yield from _shown(entry)
        elif entry.tag == "layer-tree-layer" and "|layername=" in entry.get("source", ""):
            yield entry.get("name"), entry.get("source").split("|layername=")[1].split("|")[0]


def _of_project(content):
    data = bytes.fromhex(content.decode() if isinstance(content, bytes) else content)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".qgs"))
        root = ElementTree.fromstring(archive.read(name))
    return list(_shown(root.find("layer-tree-group")))


def layers_of(file):
    """(title, source) of each layer that the project in a GeoPackage shows; all layers where there is no project."""
    file = Path(file)
    if file.suffix == ".csv":
        return [(file.stem, str(file))]
    if file.suffix != ".gpkg":
        return []
    projects = _rows(file, "SELECT content FROM qgis_projects")
    shown = _of_project(projects[0][0]) if projects else []
    if not shown:
        shown = _rows(file, "SELECT identifier, table_name FROM gpkg_contents WHERE data_type = 'features'")
    titles = {}
    for title, layer in shown:
        titles.setdefault(layer, title)
    return [(title, f"{file}|layername={layer}") for layer, title in titles.items()]
