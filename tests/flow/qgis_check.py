#!/usr/bin/python3
"""qgis_check.py FILE.gpkg [--project trek] [--png FOLDER] [--crs EPSG:28992] [--literal TEXT] [--beside OTHER] [--warns]

Opens an output of trek as a QGIS user would, without a screen, and says what is wrong with it, one line a problem.

 - every layer is valid, in the CRS, and comes up with its stored default style;
 - each feature has a symbol of the layer's own geometry type, and each spatial layer draws something;
 - the embedded project reads, with every layer valid and in the tree, and every source beside the file;
 - every print layout exports, and is not blank; each expression on it gives a text, and each page of an atlas draws;
 - every theme draws, forms name fields and relations that are there, and relations hold;
 - nothing of data is worked out: only labels that are called "live" hold an expression, titles and classes that a legend
   shows hold none, and map tips show markup in a value as text. With --literal, a label of a layout shows that text as
   it is written, and no layer's metadata hold it as markup;
 - the map warns of no other data than its own. With --warns it has to: on the canvas and on each layout.

With --beside OTHER that file lies beside FILE, under its own name.

Exit: 0 nothing wrong, 1 problems, 2 cannot be checked (no such file), 77 QGIS for Python is not installed.
Run it with the Python that Debian's python3-qgis belongs to: /usr/bin/python3.
"""
import argparse
import html
import os
import re
import shutil
import sys
import tempfile

scratch = tempfile.mkdtemp(prefix="trek-qgis-")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("XDG_RUNTIME_DIR", scratch)
os.environ.setdefault("QGIS_CUSTOM_CONFIG_PATH", scratch)
try:
    from qgis.core import (QgsApplication, QgsAttributeEditorElement, QgsEditFormConfig, QgsExpression,
                           QgsExpressionContext, QgsExpressionContextScope, QgsExpressionContextUtils, QgsLayoutExporter, QgsLayoutItemLabel,
                           QgsLayoutItemLegend, QgsMapRendererParallelJob, QgsMapSettings, QgsProject,
                           QgsProviderRegistry, QgsRectangle, QgsRenderContext, QgsVectorLayer)
    from qgis.PyQt.QtCore import QSize
    from qgis.PyQt.QtGui import QColor, QImage
except ImportError:
    print("SKIPPED: QGIS for Python (python3-qgis) is not installed")
    sys.exit(77)

problems = []


def differs_from_paper(image):
    """Whether any sampled pixel is not white."""
    step = max(1, min(image.width(), image.height()) // 200)
    return any(image.pixelColor(x, y) != QColor(255, 255, 255)
               for x in range(0, image.width(), step) for y in range(0, image.height(), step))


def drawn(layers, extent, crs, size=QSize(800, 600)):
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(crs)
    settings.setBackgroundColor(QColor(255, 255, 255))
    settings.setOutputSize(size)
    box = extent.buffered(max(extent.width(), extent.height(), 100.0) * 0.05)
    settings.setExtent(box)
    settings.setExpressionContext(project_context())
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    problems.extend(f"drawing: {error.message}" for error in job.errors())
    return job.renderedImage()


def check_symbols(layer):
    renderer = layer.renderer().clone()
    context = QgsRenderContext()
    context.expressionContext().appendScope(layer.createExpressionContextScope())
    renderer.startRender(context, layer.fields())
    wrong = missing = 0
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        symbol = renderer.symbolForFeature(feature, context)
        if symbol is None:
            missing += 1
        elif int(symbol.type()) != int(layer.geometryType()):
            wrong += 1
    renderer.stopRender(context)
    if missing:
        problems.append(f"{layer.name()}: {missing} features without a symbol")
    if wrong:
        problems.append(f"{layer.name()}: {wrong} features with a symbol of another geometry type")


def check_layer(file, name, options):
    layer = QgsVectorLayer(f"{file}|layername={name}", name, "ogr")
    if not layer.isValid():
        problems.append(f"{name}: not a valid layer")
        return
    if layer.featureCount() == 0:
        problems.append(f"{name}: empty")
    if not layer.isSpatial():
        return
    if layer.crs().authid() != options.crs:
        problems.append(f"{name}: CRS is {layer.crs().authid()}, expected {options.crs}")
    count = layer.listStylesInDatabase()[0]
    _, loaded = layer.loadDefaultStyle()
    if count < 1 or not loaded:
        problems.append(f"{name}: no default style")
    check_symbols(layer)
    extent = layer.extent()
    if layer.hasScaleBasedVisibility():  # at full extent it is not drawn
        extent = QgsRectangle(next(layer.getFeatures()).geometry().boundingBox()).buffered(500.0)
    image = drawn([layer], extent, layer.crs())
    if not differs_from_paper(image):
        problems.append(f"{name}: draws nothing")
    if options.png:
        image.save(os.path.join(options.png, f"layer_{name}.png"))


WORD_JOINER = "\u2060"  # nobody sees it
MARKUP = "<img src=x onerror='1'> \"&lt;\" [% 1 + 1 %]"


def check_map_tip(layer):
    """Every text of a feature replaced by markup: the tip shows that text."""
    if not layer.mapTipTemplate():
        problems.append(f"{layer.name()}: no map tip: QGIS would show a value as HTML")
        return
    for feature in layer.getFeatures():
        texts = [field.name() for field in layer.fields() if field.typeName() in ("String", "TEXT")]
        for name in texts:
            feature.setAttribute(name, MARKUP)
        context = layer.createExpressionContext()
        context.setFeature(feature)
        tip = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
        shown = html.unescape(re.sub(r"</?(b|br)/?>", "", tip))
        uses_text = any(f'"{name}"' in layer.mapTipTemplate() for name in texts)
        if "<img" in tip or (uses_text and MARKUP not in shown):
            problems.append(f"{layer.name()}: map tip takes a value for HTML: {tip}")
        return


def check_nothing_is_worked_out(project, options):
    """What a project or a value holds is text."""
    labels = []
    for layout in project.layoutManager().printLayouts():
        for item in layout.items():
            if isinstance(item, QgsLayoutItemLabel):
                labels.append(item.currentText().replace(WORD_JOINER, ""))
                if item.currentText() != item.text() and not item.id().startswith("live "):
                    problems.append(f"layout '{layout.name()}': a label is worked out: {item.text()}")
            if isinstance(item, QgsLayoutItemLegend) and "[%" in item.title():
                problems.append(f"layout '{layout.name()}': the legend's title is worked out")
    for layer in project.mapLayers().values():
        entries = [layer.name()]
        if layer.isSpatial():
            entries += [entry.label() for entry in layer.renderer().legendSymbolItems()]
            check_map_tip(layer)
        problems.extend(f"{layer.name()}: a legend would work out '{text}'" for text in entries if "[%" in text)
        if options.literal and re.search(r"<img", layer.htmlMetadata()):
            problems.append(f"{layer.name()}: metadata hold markup of the user")
    if options.literal and not any(options.literal in label for label in labels):
        problems.append(f"no label shows '{options.literal}': {labels}")


def check_project(file, options):
    project = QgsProject.instance()
    if not project.read(f"geopackage:{file}?projectName={options.project}"):
        problems.append(f"project {options.project}: cannot be read: {project.error()}")
        return
    if not project.crs().isValid():
        problems.append(f"project {options.project}: no valid CRS")
    in_tree = {node.layerId() for node in project.layerTreeRoot().findLayers()}
    folder = os.path.dirname(os.path.realpath(file))
    for layer in project.mapLayers().values():
        source = layer.publicSource().split("|")[0]
        if not layer.isValid() and not options.warns:
            problems.append(f"project: layer '{layer.name()}' is broken: {layer.publicSource()}")
        if layer.id() not in in_tree:
            problems.append(f"project: layer '{layer.name()}' is not in the tree")
        if os.path.isabs(source) and os.path.dirname(os.path.realpath(source)) != folder:
            problems.append(f"project: layer '{layer.name()}' lies elsewhere: {source}")
    visible = [node.layer() for node in project.layerTreeRoot().findLayers() if node.isVisible() and node.layer()]
    if not visible:
        problems.append("project: no visible layer")
    if options.warns:
        check_warning(project, options)
        project.clear()
        return
    check_nothing_is_worked_out(project, options)
    check_warning(project, options)
    check_forms(project)
    check_themes(project, options)
    check_reach(project)
    layouts = project.layoutManager().printLayouts()
    if not layouts:
        problems.append("project: no print layout")
    for layout in layouts:
        check_layout(layout, options)
    project.clear()


def warning_on_canvas(project):
    """What the title on the canvas says, worked out as QGIS does."""
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(None))
    label = project.readEntry("TitleLabel", "/Label")[0]
    if not project.readBoolEntry("TitleLabel", "/Enabled")[0]:
        problems.append("project: no title on the canvas")
    return QgsExpression.replaceExpressionText(label, context)


def check_warning(project, options):
    texts = {"the canvas": warning_on_canvas(project)}
    for layout in project.layoutManager().printLayouts():
        shown = [item.currentText() for item in layout.items() if isinstance(item, QgsLayoutItemLabel)]
        texts[f"layout '{layout.name()}'"] = "\n".join(shown)
    for where, text in texts.items():
        warns = "LET OP" in text or "BEWARE" in text
        if warns != options.warns:
            problems.append(f"{where}: {'does not warn' if options.warns else 'warns'}: {text[:300]}")
        if options.warns == warns and warns and where == "the canvas":
            print(text)


def form_elements(container):
    for element in container.children():
        yield element
        if element.type() == QgsAttributeEditorElement.AeTypeContainer:
            yield from form_elements(element)


def check_forms(project):
    manager = project.relationManager()
    for relation in manager.relations().values():
        if not relation.isValid():
            problems.append(f"relation {relation.id()} does not hold: {relation.validationError()}")
    for layer in project.mapLayers().values():
        form = layer.editFormConfig()
        if form.layout() != QgsEditFormConfig.TabLayout:
            continue
        named = set()
        for page in form.tabs():
            for element in form_elements(page):
                if element.type() == QgsAttributeEditorElement.AeTypeField:
                    named.add(element.name())
                elif element.type() == QgsAttributeEditorElement.AeTypeRelation:
                    element.init(manager)
                    if not element.relation().isValid():
                        problems.append(f"{layer.name()}: its form opens no relation {element.name()}")
        missing = {field.name() for field in layer.fields()} - named - {"fid"}
        if missing or named - {field.name() for field in layer.fields()}:
            problems.append(f"{layer.name()}: its form lacks {sorted(missing)}, or names what is not there")


def check_themes(project, options):
    themes = project.mapThemeCollection()
    for number, name in enumerate(sorted(themes.mapThemes())):
        layers = themes.mapThemeVisibleLayers(name)
        box = QgsRectangle(project.viewSettings().defaultViewExtent())
        order = [layer for layer in project.layerTreeRoot().layerOrder() if layer in layers]
        image = drawn(order, box, project.crs(), QSize(1200, 1000))
        if not layers or not differs_from_paper(image):
            problems.append(f"theme '{name}': draws nothing")
        if options.png:
            image.save(os.path.join(options.png, f"theme_{number}.png"))


def project_context(**variables):
    """As the canvas has it, with some variables set otherwise."""
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(None))
    context.appendScope(QgsExpressionContextScope())
    for name, value in variables.items():
        context.lastScope().setVariable(name, value)
    return context


def drawn_keys(layer, context, key):
    """What a field holds of the features that are drawn."""
    renderer = layer.renderer().clone()
    render = QgsRenderContext()
    render.setExpressionContext(context)
    render.expressionContext().appendScope(layer.createExpressionContextScope())
    renderer.startRender(render, layer.fields())
    keys = set()
    for feature in layer.getFeatures():
        render.expressionContext().setFeature(feature)
        if renderer.symbolForFeature(feature, render) is not None:
            keys.add(feature[key])
    renderer.stopRender(render)
    return keys


def sites_of(project):
    return next(one for one in project.mapLayers().values() if one.publicSource().split("|")[1:2] == ["layername=sites"])


def check_reach(project):
    """On the map the reach of one site, that of the variable; on a page that of the page; without either all."""
    for layer in project.mapLayers().values():
        if not layer.publicSource().split("|layername=")[-1].startswith("isochrones"):
            continue
        ranks = {feature["site_rank"] for feature in layer.getFeatures()}
        if "trek_site_rank" not in project.customVariables() or len(ranks) < 2:
            continue
        if drawn_keys(layer, project_context(), "site_rank") != {int(project.customVariables()["trek_site_rank"])}:
            problems.append(f"{layer.name()}: the reach of other sites than that of trek_site_rank is drawn")
        chosen = sorted(ranks)[1]
        if drawn_keys(layer, project_context(trek_site_rank=str(chosen)), "site_rank") != {chosen}:
            problems.append(f"{layer.name()}: trek_site_rank = {chosen} does not show the reach of that site")
        if drawn_keys(layer, project_context(trek_site_rank=""), "site_rank") != ranks:
            problems.append(f"{layer.name()}: without trek_site_rank not all are drawn")
        page = sites_of(project)
        feature = next(one for one in page.getFeatures() if one["rank"] == chosen)
        if drawn_keys(layer, project_context(atlas_feature=feature), "site_key") != {feature["key"]}:
            problems.append(f"{layer.name()}: the page of a site shows the reach of another")


def check_layout(layout, options):
    """One page, or of an atlas the first ones."""
    atlas = layout.atlas()
    if not atlas.enabled():
        return export(layout, layout.name(), options)
    if not atlas.beginRender() or atlas.count() == 0:
        problems.append(f"layout '{layout.name()}': an atlas without pages")
        return None
    for page in range(min(atlas.count(), 2)):
        atlas.seekTo(page)
        layout.refresh()
        export(layout, f"{layout.name()} {page}", options)
    atlas.endRender()
    return None


def check_live(layout, label):
    for text in re.findall(r"\[%(.*?)%\]", label.text(), re.S):
        expression = QgsExpression(text)
        if expression.hasParserError():
            problems.append(f"layout '{layout.name()}': {expression.parserErrorString()} in {text}")
        context = label.createExpressionContext()
        value = expression.evaluate(context)
        if expression.hasEvalError():
            problems.append(f"layout '{layout.name()}': {expression.evalErrorString()} in {text}")
        elif str(value).endswith("…"):
            check_shortened(layout, str(value))


def check_shortened(layout, text):
    """A rank and a name, in so far as there is room: whole words."""
    begin = text[:-1].split("  ")[-1]
    for site in sites_of(layout.project()).getFeatures():
        name = str(site["name"])
        if name.startswith(begin) and name[len(begin):len(begin) + 1] not in ("", " ", ",", "/"):
            problems.append(f"layout '{layout.name()}': '{text}' ends within a word")


def export(layout, name, options):
    for item in layout.items():
        if isinstance(item, QgsLayoutItemLabel) and item.id().startswith("live "):
            check_live(layout, item)
    target = os.path.join(options.png or scratch, "layout_" + re.sub(r"\W+", "_", name) + ".png")
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = options.dpi
    result = QgsLayoutExporter(layout).exportToImage(target, settings)
    if result != QgsLayoutExporter.Success:
        problems.append(f"layout '{name}': export fails with code {int(result)}")
    elif not differs_from_paper(QImage(target)):
        problems.append(f"layout '{name}': blank")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--project", default="trek")
    parser.add_argument("--png", help="folder for an image of each layer and layout")
    parser.add_argument("--crs", default="EPSG:28992")
    parser.add_argument("--literal", help="text that a label of a layout shows as it is written")
    parser.add_argument("--beside", help="another file that lies beside it")
    parser.add_argument("--warns", action="store_true", help="the map warns that its data are not its own")
    parser.add_argument("--dpi", type=int, default=96)
    options = parser.parse_args()
    if not os.path.isfile(options.file):
        print(f"{options.file}: no such file")
        return 2
    # A copy: QGIS would switch the original to write-ahead logging.
    file = os.path.join(scratch, os.path.basename(options.file))
    shutil.copyfile(options.file, file)
    if options.beside:
        shutil.copyfile(options.beside, os.path.join(scratch, os.path.basename(options.beside)))
    if options.png:
        os.makedirs(options.png, exist_ok=True)
    application = QgsApplication([], False)
    application.initQgis()
    names = [s.name() for s in QgsProviderRegistry.instance().querySublayers(file) if s.name() != "layer_styles"]
    if not names:
        problems.append("QGIS finds no layer")
    for name in [] if options.warns else names:
        check_layer(file, name, options)
    check_project(file, options)
    for problem in problems:
        print(problem)
    if not problems:
        print(f"{len(names)} layers and project '{options.project}': nothing wrong")
    application.exitQgis()
    return 1 if problems else 0


if __name__ == "__main__":
    try:
        code = main()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    sys.stdout.flush()
    os._exit(code)  # QGIS may crash while Python takes it down
