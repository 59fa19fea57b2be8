#!/usr/bin/env python3
"""Writes municipalities.csv: code, name, province and box of every municipality, out of two public layers.

    derive.py GEMEENTEN.geojson PROVINCIES.geojson > municipalities.csv

GEMEENTEN: `gemeente_gegeneraliseerd` of the CBS gebiedsindelingen (statcode, statnaam), EPSG:28992.
PROVINCIES: `provinciegebied` of the Bestuurlijke Gebieden of the Kadaster (naam), EPSG:28992.
The province is the one that holds most of a municipality's area; the box is rounded outward to 100 m. Needs GDAL's Python.
"""
import math
import sys

from osgeo import ogr

ogr.UseExceptions()
HEAD = """# The municipalities of the Netherlands on 1 January 2026. Made by derive.py, which says how; not edited by hand.
# Codes, names, boxes: CBS gebiedsindelingen 2026, gemeente_gegeneraliseerd (CBS/Kadaster through PDOK, CC BY 4.0).
# Provinces: Kadaster, Bestuurlijke Gebieden (CC BY 4.0). Boxes are of generalised boundaries: EPSG:28992, metres.
code;name;province;x_min_m;y_min_m;x_max_m;y_max_m"""


def features(path):
    data = ogr.Open(path)
    return [(feature.items(), feature.geometry().Clone().MakeValid()) for feature in data.GetLayer(0)]


def province_of(shape, provinces):
    name, held = max(((name, shape.Intersection(area).Area()) for name, area in provinces), key=lambda entry: entry[1])
    if held < 0.9 * shape.Area():
        sys.exit(f"{name} holds {held / shape.Area():.2f} of a municipality: look at it")
    return name


def outward(envelope):
    x_min, x_max, y_min, y_max = envelope
    return [100 * math.floor(x_min / 100), 100 * math.floor(y_min / 100),
            100 * math.ceil(x_max / 100), 100 * math.ceil(y_max / 100)]


def main():
    provinces = [(fields["naam"], shape) for fields, shape in features(sys.argv[2])]
    print(HEAD)
    for fields, shape in sorted(features(sys.argv[1]), key=lambda entry: entry[0]["statcode"]):
        row = [fields["statcode"], fields["statnaam"], province_of(shape, provinces), *outward(shape.GetEnvelope())]
        print(";".join(str(value) for value in row))


main()
