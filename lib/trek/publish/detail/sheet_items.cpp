#include "trek/publish/detail/sheet_items.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "trek/core/base64.hpp"
#include "trek/publish/detail/layer_tree_xml.hpp"
#include "trek/publish/detail/qgis_text.hpp"
#include "trek/publish/detail/style_xml.hpp"

namespace trek::publish::detail {
namespace {

// Numbers by which QGIS knows the kinds of layout items.
constexpr int kPage = 65638;
constexpr int kMap = 65639;
constexpr int kPicture = 65640;
constexpr int kLabel = 65641;
constexpr int kLegend = 65642;
constexpr int kShape = 65643;
constexpr int kPolygon = 65644;
constexpr int kScaleBar = 65646;

constexpr const char* kMapUuid = "{7a1f3c60-5d0e-4b52-9a51-0000000000aa}";
constexpr const char* kFamily = "Open Sans";

void add_color(pugi::xml_node parent, const char* name, Color color) {
  auto node = parent.append_child(name);
  set(node, "red", std::to_string(color.red));
  set(node, "green", std::to_string(color.green));
  set(node, "blue", std::to_string(color.blue));
  set(node, "alpha", std::to_string(color.alpha));
}

std::string_view number_of(TextLook::Align align) {
  switch (align) {
    case TextLook::Align::left:
      return "1";
    case TextLook::Align::right:
      return "2";
    case TextLook::Align::centre:
      return "4";
  }
  return "1";
}

}  // namespace

Sheet::Sheet(pugi::xml_node layouts, const Paper& paper, const std::string& name)
    : layout_{layouts.append_child("Layout")}, paper_{paper} {
  set(layout_, "name", without_expressions(name));
  set(layout_, "units", "mm");
  set(layout_, "printResolution", "300");
  add_page();
}

pugi::xml_node Sheet::add_item(int type, const Place& place, pugi::xml_node parent) {
  auto item = (parent ? parent : layout_).append_child("LayoutItem");
  ++serial_;
  const auto uuid = type == kMap ? std::string{kMapUuid} : fmt::format("{{7a1f3c60-5d0e-4b52-9a51-{:012x}}}", serial_);
  set(item, "type", std::to_string(type));
  set(item, "uuid", uuid);
  set(item, "templateUuid", uuid);
  const double f = type == kPage ? 1.0 : paper_.scale;
  const auto position = fmt::format("{:.2f},{:.2f},mm", place.left * f, place.top * f);
  set(item, "position", position);
  set(item, "positionOnPage", position);
  set(item, "size", fmt::format("{:.2f},{:.2f},mm", place.width * f, place.height * f));
  set(item, "zValue", std::to_string(serial_));
  for (const auto* zero : {"referencePoint", "itemRotation", "blendMode", "excludeFromExports"}) set(item, zero, "0");
  for (const auto* one : {"visibility", "opacity"}) set(item, one, "1");
  set(item, "positionLock", "false");
  set(item, "frame", "false");
  set(item, "background", "false");
  set(item, "frameJoinStyle", "miter");
  set(item, "outlineWidthM", "0.2,mm");
  add_color(item, "FrameColor", kGrey);
  add_color(item, "BackgroundColor", {255, 255, 255});
  return item;
}

void Sheet::add_page() {
  auto pages = layout_.append_child("PageCollection");
  FillSymbol paper;
  paper.fill = {255, 255, 255};
  paper.stroke_mm = 0.0;
  add_symbol(pages, "", paper);
  auto page = add_item(kPage, {0.0, 0.0, paper_.width, paper_.height}, pages);
  set(page, "background", "true");
  add_symbol(page, "", paper);
}

/// A QFont as Qt 5 writes it: family, size, pixel size, hint, weight, italic ...
std::string Sheet::font(const TextLook& look) const {
  return fmt::format("{},{:.2f},-1,5,{},0,0,0,0,0", kFamily, look.size_pt * paper_.text_scale, look.bold ? 75 : 50);
}

void Sheet::add_text(const Place& place, const SheetText& text, const TextLook& look) {
  if (text.text.empty() && text.expression.empty()) return;
  auto item = add_item(kLabel, place);
  auto shown = without_expressions(text.text);
  if (!text.expression.empty()) {
    set(item, "id", fmt::format("live {}", serial_));
    shown += fmt::format("[% {} %]", text.expression);
  }
  set(item, "labelText", shown);
  set(item, "htmlState", "0");
  set(item, "halign", number_of(look.align));
  set(item, "valign", "32");
  set(item, "marginX", "0");
  set(item, "marginY", "0");
  if (look.on_white) set(item, "background", "true");
  auto label_font = item.append_child("LabelFont");
  set(label_font, "description", font(look));
  set(label_font, "style", "");
  add_color(item, "FontColor", look.color);
}

void Sheet::add_picture(const Place& place, const std::string& bytes) {
  if (bytes.empty()) return;
  auto item = add_item(kPicture, place);
  set(item, "file", "base64:" + core::base64(bytes));  // in the project itself: no file to lose
  set(item, "mode", "2");                              // QGIS finds out of what kind it is
  set(item, "resizeMode", "0");                        // as large as fits, in its own proportions
  set(item, "anchorPoint", "2");                       // to the top right
  set(item, "pictureRotation", "0");
}

void Sheet::add_bar(const Place& place, const std::string& share, Color color) {
  auto item = add_item(kShape, place);
  set(item, "shapeType", "1");  // a rectangle
  set(item, "cornerRadiusMeasure", "0,mm");
  FillSymbol fill;
  fill.fill = color;
  fill.stroke_mm = 0.0;
  add_symbol(item, "", fill);
  if (share.empty()) return;
  add_defined(item.append_child("LayoutObject").append_child("dataDefinedProperties"), "dataDefinedWidth",
              fmt::format("{} * max(0.0001, min(1, coalesce({}, 0)))", place.width * paper_.scale, share));
}

void Sheet::add_map(const Place& place, const geo::Box& box, const PrintSheet& sheet) {
  auto item = add_item(kMap, place);
  set(item, "id", "map");
  set(item, "frame", "true");
  set(item, "background", "true");
  set(item, "keepLayerSet", "false");
  set(item, "followPreset", sheet.theme.empty() ? "false" : "true");
  set(item, "followPresetName", sheet.theme);
  set(item, "mapRotation", "0");
  set(item, "mapFlags", "0");
  set(item, "drawCanvasItems", "false");
  set(item, "labelMargin", "1,mm");
  auto extent = item.append_child("Extent");
  set(extent, "xmin", box.min_x_m);
  set(extent, "ymin", box.min_y_m);
  set(extent, "xmax", box.max_x_m);
  set(extent, "ymax", box.max_y_m);
  if (sheet.pages_of.empty()) return;
  auto atlas = item.append_child("AtlasMap");
  set(atlas, "atlasDriven", "1");
  set(atlas, "scalingMode", sheet.page_scale > 0.0 ? "0" : "2");  // fixed, or with a margin around the feature
  set(atlas, "margin", "0.08");
}

void Sheet::add_legend(const Place& place, const MapProject& project, const std::vector<std::string>& layers) {
  auto item = add_item(kLegend, place);
  set(item, "map_uuid", kMapUuid);
  set(item, "title", project.language == model::Language::nl ? "Legenda" : "Legend");
  set(item, "titleAlignment", "1");
  set(item, "resizeToContents", "1");
  // No class that is not on the map; QGIS would leave out circles that tell sizes, which are on no map.
  const auto tells_sizes = [&layers](const ProjectLayer& layer) {
    return !layer.style.size_legend.empty() && std::ranges::find(layers, layer.id) != layers.end();
  };
  set(item, "legendFilterByMap", std::ranges::any_of(project.layers, tells_sizes) ? "0" : "1");
  set(item, "columnCount", "1");
  set(item, "symbolWidth", 6.0 * paper_.scale);
  set(item, "symbolHeight", 3.2 * paper_.scale);
  set(item, "symbolAlignment", "1");
  set(item, "boxSpace", 2.0 * paper_.scale);
  set(item, "lineSpacing", "1");
  set(item, "wrapChar", "");
  set(item, "fontColor", "#212529");
  auto styles = item.append_child("styles");
  const auto add_style = [&](const char* name, double size_pt, bool bold, double margin_top_mm) {
    auto style = styles.append_child("style");
    set(style, "name", name);
    set(style, "alignment", "1");
    set(style, "indent", "0");
    set(style, "marginTop", margin_top_mm * paper_.scale);
    set(style, "marginLeft", 2.0 * paper_.scale);
    auto style_font = style.append_child("styleFont");
    set(style_font, "description", font({size_pt, bold}));
    set(style_font, "style", "");
  };
  add_style("title", 11, true, 0.0);
  add_style("group", 9, true, 2.0);
  add_style("subgroup", 8.5, true, 2.2);
  add_style("symbol", 8, false, 0.8);
  add_style("symbolLabel", 8, false, 0.8);
  add_legend_tree(item, project, layers);
}

namespace {

/// How numbers are written: QGIS itself would take the words of its own language, not those of the sheet.
void add_number_format(pugi::xml_node item, model::Language language) {
  const bool dutch = language == model::Language::nl;
  constexpr int kMetresOfKilometre = 3;
  auto format = item.append_child("numericFormat");
  set(format, "id", "basic");
  auto options = format.append_child("Option");
  set(options, "type", "Map");
  const auto add_option = [&](const char* name, const char* type, const std::string& value) {
    auto option = options.append_child("Option");
    set(option, "name", name);
    set(option, "type", type);
    set(option, "value", value);
  };
  add_option("decimals", "int", std::to_string(kMetresOfKilometre));
  add_option("rounding_type", "int", "0");  // to so many decimals
  add_option("show_plus", "bool", "false");
  add_option("show_thousand_separator", "bool", "true");
  add_option("show_trailing_zeros", "bool", "false");
  add_option("decimal_separator", "QChar", dutch ? "," : ".");
  add_option("thousand_separator", "QChar", dutch ? "." : ",");
}

}  // namespace

void Sheet::add_scale_bar(const Place& place, double segment_m, model::Language language) {
  const bool in_km = segment_m >= 1000.0;
  auto item = add_item(kScaleBar, place);
  set(item, "background", "true");
  set(item, "mapUuid", kMapUuid);
  set(item, "style", "Single Box");
  set(item, "unitType", in_km ? "km" : "meters");
  set(item, "unitLabel", in_km ? "km" : "m");
  set(item, "numUnitsPerSegment", segment_m / (in_km ? 1000.0 : 1.0));
  set(item, "numMapUnitsPerScaleBarUnit", "1");
  set(item, "numSegments", "2");
  set(item, "numSegmentsLeft", "0");
  set(item, "segmentSizeMode", "1");  // as long as fits: the scale of a page differs
  set(item, "minBarWidth", 18.0 * paper_.scale);
  set(item, "maxBarWidth", 45.0 * paper_.scale);
  set(item, "height", "2");
  set(item, "labelBarSpace", "1.5");
  set(item, "boxContentSpace", "1");
  set(item, "outlineWidth", "0.2");
  add_number_format(item, language);
  auto text = item.append_child("text-style");
  set(text, "fontFamily", kFamily);
  set(text, "fontSize", 8.0 * paper_.text_scale);
  set(text, "fontSizeUnit", "Point");
  set(text, "fontWeight", "50");
  set(text, "textColor", text_of(kInk));
  set(text, "textOpacity", "1");
  add_color(item, "strokeColor", kInk);
  add_color(item, "fillColor", kInk);
  add_color(item, "fillColor2", {255, 255, 255});
}

/// North of the grid: in the Dutch grid at most a degree from true north.
void Sheet::add_north_arrow(const Place& place) {
  auto item = add_item(kPolygon, place);
  FillSymbol ink;
  ink.fill = kInk;
  ink.stroke = kInk;
  add_symbol(item, "", ink);
  auto nodes = item.append_child("nodes");
  constexpr std::array kCorners{std::array{0.5, 0.0}, std::array{1.0, 1.0}, std::array{0.5, 0.75},
                                std::array{0.0, 1.0}};
  for (const auto& corner : kCorners) {
    auto node = nodes.append_child("node");
    set(node, "x", corner[0] * place.width * paper_.scale);
    set(node, "y", corner[1] * place.height * paper_.scale);
  }
  add_text({place.left, place.top + place.height + 0.5, place.width, 5.0}, {"N"},
           {9, true, kInk, TextLook::Align::centre});
}

void Sheet::add_atlas(const PrintSheet& sheet) {
  auto atlas = layout_.append_child("Atlas");
  set(atlas, "enabled", sheet.pages_of.empty() ? "0" : "1");
  if (sheet.pages_of.empty()) return;
  set(atlas, "coverageLayer", sheet.pages_of);
  set(atlas, "hideCoverage", "0");
  set(atlas, "pageNameExpression", sheet.page_title);
  set(atlas, "sortFeatures", "0");
  set(atlas, "filterFeatures", "0");
  set(atlas, "filenamePattern",
      fmt::format("'{}_' || lpad(@atlas_featurenumber, 3, '0')", sheet.pages_of.substr(0, 8)));
}

}  // namespace trek::publish::detail
