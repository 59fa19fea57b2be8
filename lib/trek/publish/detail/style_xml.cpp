#include "trek/publish/detail/style_xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>

#include "trek/core/text.hpp"
#include "trek/publish/detail/qgis_text.hpp"

namespace trek::publish::detail {
namespace {

constexpr const char* kFont = "Open Sans";

std::string_view name_of(MarkerShape shape) {
  switch (shape) {
    case MarkerShape::circle:
      return "circle";
    case MarkerShape::square:
      return "square";
    case MarkerShape::diamond:
      return "diamond";
    case MarkerShape::triangle:
      return "triangle";
    case MarkerShape::cross:
      return "cross2";
  }
  return "circle";
}

std::string_view name_of(FillPattern pattern) {
  switch (pattern) {
    case FillPattern::solid:
      return "solid";
    case FillPattern::hatched:
      return "b_diagonal";
    case FillPattern::none:
      return "no";
  }
  return "solid";
}

std::string number(double value) { return fmt::format("{}", value); }

pugi::xml_node add_symbol_layer(pugi::xml_node symbol, const char* type, const char* layer_class) {
  set(symbol, "type", type);
  set(symbol, "alpha", "1");
  set(symbol, "clip_to_extent", "1");
  set(symbol, "force_rhr", "0");
  auto layer = symbol.append_child("layer");
  set(layer, "class", layer_class);
  set(layer, "enabled", "1");
  set(layer, "locked", "0");
  set(layer, "pass", "0");
  auto map = layer.append_child("Option");
  set(map, "type", "Map");
  return map;
}

double size_of(const ProportionalSize& size, double number) {
  return size.size_mm * std::sqrt(std::max(number, 0.0) / size.number);
}

std::string size_expression(const ProportionalSize& size) {
  return fmt::format("{} * sqrt(max(0, coalesce(\"{}\", 0)) / {})", size.size_mm, size.field, size.number);
}

void fill_in(pugi::xml_node symbol, const MarkerSymbol& marker) {
  auto map = add_symbol_layer(symbol, "marker", "SimpleMarker");
  add_option(map, "name", name_of(marker.shape));
  add_option(map, "color", text_of(marker.fill));
  add_option(map, "outline_color", text_of(marker.shape == MarkerShape::cross ? marker.fill : marker.stroke));
  add_option(map, "outline_width", number(marker.stroke_mm));
  add_option(map, "outline_style", marker.stroke_mm > 0.0 ? "solid" : "no");
  add_option(map, "size", number(marker.size_mm));
  add_option(map, "size_unit", "MM");
  if (marker.proportional.field.empty()) return;
  add_option(map, "scale_method", "diameter");
  add_defined(map.parent().append_child("data_defined_properties"), "size", size_expression(marker.proportional));
}

void fill_in(pugi::xml_node symbol, const LineSymbol& line) {
  auto map = add_symbol_layer(symbol, "line", "SimpleLine");
  add_option(map, "line_color", text_of(line.color));
  add_option(map, "line_width", number(line.width_mm));
  add_option(map, "capstyle", "round");
}

void fill_in(pugi::xml_node symbol, const FillSymbol& fill) {
  auto map = add_symbol_layer(symbol, "fill", "SimpleFill");
  add_option(map, "color", text_of(fill.fill));
  add_option(map, "style", name_of(fill.pattern));
  add_option(map, "outline_color", text_of(fill.stroke));
  add_option(map, "outline_style", fill.stroke_mm > 0.0 ? "solid" : "no");
  add_option(map, "outline_width", number(fill.stroke_mm));
  add_option(map, "joinstyle", "round");
}

void add_draw_order(pugi::xml_node renderer, const std::string& expression) {
  set(renderer, "enableorderby", expression.empty() ? "0" : "1");
  if (expression.empty()) return;
  auto clause = add(renderer.append_child("orderby"), "orderByClause", expression);
  set(clause, "asc", "0");
  set(clause, "nullsFirst", "1");
}

/// The number of the first rule that holds for a feature, as an expression.
std::string class_expression(const std::vector<StyleRule>& rules, const std::string& hidden_when) {
  std::string expression = "CASE";
  if (!hidden_when.empty()) expression += fmt::format(" WHEN {} THEN NULL", hidden_when);
  std::size_t rest = rules.size();
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].filter == kElse) rest = i;
    if (rules[i].filter != kElse) expression += fmt::format(" WHEN {} THEN {}", rules[i].filter, i);
  }
  return expression + (rest < rules.size() ? fmt::format(" ELSE {} END", rest) : " END");
}

/// Rules as categories of one expression: unlike QGIS's own rule renderer it gives every feature exactly one symbol,
/// and can be asked for it.
void add_categories(pugi::xml_node renderer, const std::vector<StyleRule>& rules, const std::string& hidden_when) {
  set(renderer, "type", "categorizedSymbol");
  set(renderer, "attr", class_expression(rules, hidden_when));
  auto categories = renderer.append_child("categories");
  for (std::size_t i = 0; i < rules.size(); ++i) {
    auto category = categories.append_child("category");
    set(category, "value", std::to_string(i));
    set(category, "symbol", std::to_string(i));
    set(category, "label", without_expressions(rules[i].label));
    set(category, "render", "true");
  }
}

/// Circles in each other, with the number that each stands for.
void add_size_legend(pugi::xml_node renderer, const LayerStyle& style) {
  const auto* const marker = style.rules.empty() ? nullptr : std::get_if<MarkerSymbol>(&style.rules.front().symbol);
  if (style.size_legend.empty() || marker == nullptr || marker->proportional.field.empty()) return;
  auto legend = renderer.append_child("data-defined-size-legend");
  set(legend, "type", "collapsed");
  set(legend, "valign", "bottom");
  set(legend, "title", without_expressions(style.rules.front().label));
  add_symbol(legend, "source",
             MarkerSymbol{marker->shape, marker->size_mm, marker->fill, marker->stroke, marker->stroke_mm});
  auto classes = legend.append_child("classes");
  for (const auto& [number, label] : style.size_legend) {
    auto one = classes.append_child("class");
    set(one, "size", size_of(marker->proportional, number));
    set(one, "label", without_expressions(label));
  }
}

void add_renderer(pugi::xml_node layer, const LayerStyle& style) {
  auto renderer = layer.append_child("renderer-v2");
  if (style.rules.size() == 1 && style.rules.front().filter.empty()) {
    set(renderer, "type", "singleSymbol");
  } else {
    add_categories(renderer, style.rules, style.hidden_when);
  }
  set(renderer, "forceraster", "0");
  set(renderer, "symbollevels", "0");
  auto symbols = renderer.append_child("symbols");
  for (std::size_t i = 0; i < style.rules.size(); ++i) add_symbol(symbols, std::to_string(i), style.rules[i].symbol);
  add_size_legend(renderer, style);
  add_draw_order(renderer, style.draw_order);
}

/// A plate with round ends that the text stands on.
void add_plate(pugi::xml_node text, const FillSymbol& plate) {
  auto background = text.append_child("background");
  set(background, "shapeDraw", "1");
  set(background, "shapeType", "0");      // a rectangle
  set(background, "shapeSizeType", "0");  // around the text
  set(background, "shapeSizeX", 1.1);
  set(background, "shapeSizeY", 0.5);
  set(background, "shapeSizeUnit", "MM");
  set(background, "shapeRadiiX", 1.6);
  set(background, "shapeRadiiY", 1.6);
  set(background, "shapeRadiiUnit", "MM");
  set(background, "shapeFillColor", text_of(plate.fill));
  set(background, "shapeBorderColor", text_of(plate.stroke));
  set(background, "shapeBorderWidth", plate.stroke_mm);
  set(background, "shapeBorderWidthUnit", "MM");
  set(background, "shapeOpacity", "1");
  set(background, "shapeJoinStyle", "128");
  add_symbol(background, "fillSymbol", plate);
}

void add_text_style(pugi::xml_node settings, const LabelRule& label) {
  auto text = settings.append_child("text-style");
  set(text, "fieldName", label.expression);
  set(text, "isExpression", "1");
  set(text, "allowHtml", "0");
  set(text, "fontFamily", kFont);
  set(text, "fontSize", label.size_pt);
  set(text, "fontSizeUnit", "Point");
  set(text, "fontWeight", label.bold ? "75" : "50");
  set(text, "textColor", text_of(label.color));
  set(text, "textOpacity", "1");
  set(text, "multilineHeight", "0.9");
  auto halo = text.append_child("text-buffer");
  set(halo, "bufferDraw", label.halo_mm > 0.0 ? "1" : "0");
  set(halo, "bufferSize", label.halo_mm);
  set(halo, "bufferSizeUnits", "MM");
  set(halo, "bufferColor", "255,255,255,255");
  set(halo, "bufferOpacity", "0.85");
  set(halo, "bufferJoinStyle", "128");
  set(halo, "bufferNoFill", "1");
  if (label.plate) add_plate(text, *label.plate);
}

/// A thin line from the point to a text that stands off.
void add_leader(pugi::xml_node settings, const LabelRule& label) {
  if (!label.leader) return;
  pugi::xml_document line;
  add_symbol(line.root(), "symbol", LineSymbol{label.plate ? label.plate->stroke : label.color, 0.35});
  set(settings, "calloutType", "simple");
  auto callout = settings.append_child("callout");
  set(callout, "type", "simple");
  auto map = callout.append_child("Option");
  set(map, "type", "Map");
  add_option(map, "enabled", "1");
  add_option(map, "anchorPoint", "centroid");
  add_option(map, "labelAnchorPoint", "point_on_exterior");
  add_option(map, "minLength", "0");
  add_option(map, "lineSymbol", text_of(line));
}

/// How far from its point a text stands, by an expression.
void add_distance(pugi::xml_node settings, const LabelRule& label) {
  if (label.distance.empty()) return;
  add_defined(settings.append_child("dd_properties"), "LabelDistance", label.distance);
}

void add_placement(pugi::xml_node settings, const LabelRule& label) {
  auto placement = settings.append_child("placement");
  switch (label.placement) {
    case LabelPlacement::beside_point:
      set(placement, "placement", "6");
      set(placement, "predefinedPositionOrder", "R,L,TR,BR,TL,BL,TSR,BSR");
      set(placement, "dist", label.beside_mm);
      set(placement, "distUnits", "MM");
      set(placement, "offsetType", "1");
      break;
    case LabelPlacement::on_point:
      set(placement, "placement", "1");
      set(placement, "quadOffset", "4");
      break;
    case LabelPlacement::around_point:
      set(placement, "placement", "0");
      set(placement, "dist", label.beside_mm);
      set(placement, "distUnits", "MM");
      break;
    case LabelPlacement::inside_polygon:
      set(placement, "placement", "4");
      set(placement, "fitInPolygonOnly", "0");
      break;
  }
  set(placement, "priority", static_cast<double>(label.priority));
}

void add_rendering(pugi::xml_node settings, const LabelRule& label) {
  auto rendering = settings.append_child("rendering");
  set(rendering, "drawLabels", "1");
  set(rendering, "displayAll", label.always ? "1" : "0");
  // Areas are background: only points keep labels off.
  set(rendering, "obstacle", label.placement == LabelPlacement::inside_polygon ? "0" : "1");
  set(rendering, "obstacleFactor", "1");
  set(rendering, "zIndex", static_cast<double>(label.priority));
  set(rendering, "scaleVisibility", label.smallest_scale > 0.0 ? "1" : "0");
  set(rendering, "scaleMin", label.smallest_scale);
  set(rendering, "scaleMax", "1");
}

void add_labels(pugi::xml_node layer, const LayerStyle& style) {
  if (style.labels.empty()) return;
  auto labeling = layer.append_child("labeling");
  set(labeling, "type", "rule-based");
  auto rules = labeling.append_child("rules");
  set(rules, "key", "label_root");
  int serial = 0;
  for (const auto& label : style.labels) {
    auto rule = rules.append_child("rule");
    set(rule, "key", fmt::format("label_{}", serial++));
    if (!label.filter.empty()) set(rule, "filter", label.filter);
    auto settings = rule.append_child("settings");
    add_text_style(settings, label);
    add_placement(settings, label);
    add_rendering(settings, label);
    add_leader(settings, label);
    add_distance(settings, label);
  }
}

void add_aliases(pugi::xml_node layer, const LayerSchema& schema) {
  auto aliases = layer.append_child("aliases");
  int index = 0;  // 0 is the key
  for (const auto& field : schema.fields) {
    auto alias = aliases.append_child("alias");
    set(alias, "index", std::to_string(++index));
    set(alias, "field", field.name);
    set(alias, "name", field.title);
  }
}

void add_value_maps(pugi::xml_node layer, const LayerStyle& style) {
  if (style.value_maps.empty()) return;
  auto configuration = layer.append_child("fieldConfiguration");
  for (const auto& map : style.value_maps) {
    auto field = configuration.append_child("field");
    set(field, "name", map.field);
    auto widget = field.append_child("editWidget");
    set(widget, "type", "ValueMap");
    auto config = widget.append_child("config").append_child("Option");
    set(config, "type", "Map");
    auto list = config.append_child("Option");
    set(list, "name", "map");
    set(list, "type", "List");
    for (const auto& [code, words] : map.words) {
      auto entry = list.append_child("Option");
      set(entry, "type", "Map");
      add_option(entry, words, code);
    }
  }
}

pugi::xml_node add_page(pugi::xml_node form, std::string_view title) {
  auto page = form.append_child("attributeEditorContainer");
  set(page, "name", title);
  set(page, "groupBox", "0");
  set(page, "columnCount", "1");
  set(page, "showLabel", "1");
  return page;
}

/// Pages in the order of their first field, then a page a relation.
void add_form(pugi::xml_node layer, const LayerSchema& schema, const std::vector<FormRelation>& relations) {
  if (schema.fields.empty() || schema.fields.back().tab.empty()) return;
  add(layer, "editorlayout", "tablayout");
  auto form = layer.append_child("attributeEditorForm");
  std::map<std::string, pugi::xml_node> pages;
  int index = 0;  // 0 is the key
  for (const auto& field : schema.fields) {
    auto& page = pages[field.tab];
    if (!page) page = add_page(form, field.tab);
    auto entry = page.append_child("attributeEditorField");
    set(entry, "name", field.name);
    set(entry, "index", std::to_string(++index));
    set(entry, "showLabel", "1");
  }
  for (const auto& relation : relations) {
    auto entry = add_page(form, relation.title).append_child("attributeEditorRelation");
    set(entry, "name", relation.id);
    set(entry, "relation", relation.id);
    set(entry, "showLabel", "0");
  }
}

/// Without one of its own QGIS shows the value that names a feature, as HTML.
std::string map_tip_of(const LayerStyle& style, const LayerSchema& schema) {
  if (!style.map_tip.empty() || schema.geometry == GeometryType::none) return style.map_tip;
  return fmt::format("[% {} %]", style.display.empty() ? "@layer_name" : style.display);
}

void add_scale_range(pugi::xml_node layer, double smallest_scale) {
  set(layer, "hasScaleBasedVisibilityFlag", smallest_scale > 0.0 ? "1" : "0");
  set(layer, "minScale", smallest_scale > 0.0 ? smallest_scale : 1e8);
  set(layer, "maxScale", "0");
}

}  // namespace

pugi::xml_node add(pugi::xml_node parent, const char* name, std::string_view text) {
  auto child = parent.append_child(name);
  child.text().set(core::cleaned(text).c_str());
  return child;
}

void add_typed(pugi::xml_node parent, const char* name, const char* type, std::string_view text) {
  set(add(parent, name, text), "type", type);
}

void set(pugi::xml_node node, const char* attribute, std::string_view value) {
  auto found = node.attribute(attribute);
  if (!found) found = node.append_attribute(attribute);
  found.set_value(core::cleaned(value).c_str());
}

void set(pugi::xml_node node, const char* attribute, double value) { set(node, attribute, number(value)); }

std::string text_of(Color color) { return fmt::format("{},{},{},{}", color.red, color.green, color.blue, color.alpha); }

std::string text_of(const pugi::xml_document& document) {
  std::ostringstream stream;
  document.save(stream, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return stream.str();
}

void add_option(pugi::xml_node map, std::string_view name, std::string_view value) {
  auto option = map.append_child("Option");
  set(option, "name", name);
  set(option, "type", "QString");
  set(option, "value", value);
}

void add_defined(pugi::xml_node properties, const char* property, const std::string& expression) {
  auto map = properties.append_child("Option");
  set(map, "type", "Map");
  add_option(map, "name", "");
  auto all = map.append_child("Option");
  set(all, "name", "properties");
  set(all, "type", "Map");
  auto defined = all.append_child("Option");
  set(defined, "name", property);
  set(defined, "type", "Map");
  const auto add_part = [&](const char* name, const char* type, std::string_view value) {
    auto part = defined.append_child("Option");
    set(part, "name", name);
    set(part, "type", type);
    set(part, "value", value);
  };
  add_part("active", "bool", "true");
  add_part("expression", "QString", expression);
  add_part("type", "int", "3");  // an expression
  add_option(map, "type", "collection");
}

void add_symbol(pugi::xml_node parent, std::string_view name, const Symbol& symbol) {
  auto node = parent.append_child("symbol");
  set(node, "name", name);
  std::visit([&](const auto& kind) { fill_in(node, kind); }, symbol);
}

void add_style(pugi::xml_node layer, const LayerStyle& style, const LayerSchema& schema,
               const std::vector<FormRelation>& relations) {
  add_scale_range(layer, style.smallest_scale);
  if (!style.rules.empty()) {
    add_renderer(layer, style);
    set(layer, "labelsEnabled", style.labels.empty() ? "0" : "1");
    add_labels(layer, style);
    add(layer, "blendMode", "0");
    add(layer, "layerOpacity", number(style.opacity));
  }
  add_value_maps(layer, style);
  add_aliases(layer, schema);
  add_form(layer, schema, relations);
  if (!style.display.empty()) add(layer, "previewExpression", style.display);
  if (const auto tip = map_tip_of(style, schema); !tip.empty()) add(layer, "mapTip", with_escaped_values(tip));
}

void add_metadata(pugi::xml_node parent, const MetadataText& text) {
  add(parent, "identifier", "");
  add(parent, "parentidentifier", "");
  add(parent, "language", text.language);
  add(parent, "type", "dataset");
  add(parent, "title", as_html(text.title));
  add(parent, "abstract", as_html(text.abstract));
  add(parent, "fees", "");
  if (!text.rights.empty()) add(parent, "rights", as_html(text.rights));
  if (!text.licence.empty()) add(parent, "license", as_html(text.licence));
  add(parent, "encoding", "UTF-8");
}

std::string qmd(const MetadataText& text) {
  pugi::xml_document document;
  auto root = document.append_child("qgis");
  set(root, "version", "3.22.0");
  add_metadata(root, text);
  return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>" + text_of(document);
}

}  // namespace trek::publish::detail

namespace trek::publish {

std::string qml(const LayerStyle& style, const LayerSchema& schema) {
  pugi::xml_document document;
  auto root = document.append_child("qgis");
  detail::set(root, "version", "3.22.0");
  detail::set(root, "styleCategories", "AllStyleCategories");
  detail::add_style(root, style, schema);
  return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>" + detail::text_of(document);
}

}  // namespace trek::publish
