#include "trek/publish/detail/sheet_xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "trek/publish/detail/qgis_text.hpp"
#include "trek/publish/detail/style_xml.hpp"

namespace trek::publish::detail {
namespace {

// Numbers by which QGIS knows the kinds of layout items.
constexpr int kPage = 65638;
constexpr int kMap = 65639;
constexpr int kLabel = 65641;
constexpr int kLegend = 65642;
constexpr int kPolygon = 65644;
constexpr int kScaleBar = 65646;

constexpr const char* kMapUuid = "{7a1f3c60-5d0e-4b52-9a51-0000000000aa}";

/// A rectangle on the sheet, millimetres from the upper left corner.
struct Place {
  double left = 0.0;
  double top = 0.0;
  double width = 0.0;
  double height = 0.0;
};

constexpr Place kSheet{0, 0, 420, 297};
constexpr Place kTitle{12, 9, 396, 11};
constexpr Place kSubtitle{12, 20, 396, 9.5};
constexpr Place kMapPlace{12, 30, 296, 255};
constexpr Place kRankingTitle{316, 30, 92, 6};
constexpr Place kRanking{316, 37, 92, 62};
constexpr Place kLegendPlace{314, 100, 96, 120};
constexpr Place kScaleBarPlace{16, 270, 80, 13};
constexpr Place kNorth{294, 35, 8, 11};
constexpr Place kNorthLetter{294, 46.5, 8, 5};
constexpr Place kSources{316, 234, 92, 51};

constexpr Color kInk{33, 37, 41};
constexpr Color kGrey{95, 99, 104};
constexpr Color kNotice{164, 60, 20};

class Sheet {
 public:
  explicit Sheet(pugi::xml_node layout) : layout_{layout} {}

  pugi::xml_node add_item(int type, const Place& place, pugi::xml_node parent = {}) {
    auto item = (parent ? parent : layout_).append_child("LayoutItem");
    ++serial_;
    const auto uuid =
        type == kMap ? std::string{kMapUuid} : fmt::format("{{7a1f3c60-5d0e-4b52-9a51-{:012x}}}", serial_);
    set(item, "type", std::to_string(type));
    set(item, "uuid", uuid);
    set(item, "templateUuid", uuid);
    const auto position = fmt::format("{},{},mm", place.left, place.top);
    set(item, "position", position);
    set(item, "positionOnPage", position);
    set(item, "size", fmt::format("{},{},mm", place.width, place.height));
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

  static void add_color(pugi::xml_node parent, const char* name, Color color) {
    auto node = parent.append_child(name);
    set(node, "red", std::to_string(color.red));
    set(node, "green", std::to_string(color.green));
    set(node, "blue", std::to_string(color.blue));
    set(node, "alpha", std::to_string(color.alpha));
  }

 private:
  pugi::xml_node layout_;
  int serial_ = 0;
};

/// A QFont as Qt 5 writes it: family, size, pixel size, hint, weight, italic ...
std::string font(double size_pt, bool bold = false) {
  return fmt::format("Open Sans,{},-1,5,{},0,0,0,0,0", size_pt, bold ? 75 : 50);
}

void add_label(Sheet& sheet, const Place& place, std::string_view text, double size_pt, bool bold, Color color,
               bool centred = false) {
  if (text.empty()) return;
  auto item = sheet.add_item(kLabel, place);
  set(item, "labelText", without_expressions(text));
  set(item, "htmlState", "0");
  set(item, "halign", centred ? "4" : "1");
  set(item, "valign", "32");
  set(item, "marginX", "0");
  set(item, "marginY", "0");
  auto label_font = item.append_child("LabelFont");
  set(label_font, "description", font(size_pt, bold));
  set(label_font, "style", "");
  Sheet::add_color(item, "FontColor", color);
}

/// Smallest of 1, 2, 2.5 and 5 times a power of ten that is not below `value`.
double round_number_above(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double step : {1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0}) {
    if (step * power >= value) return step * power;
  }
  return 10.0 * power;
}

/// Metres in the field to one metre on paper, round, so that the whole extent is on the map.
double scale_of(const geo::Box& extent) {
  const double width_m = std::max(extent.max_x_m - extent.min_x_m, 100.0);
  const double height_m = std::max(extent.max_y_m - extent.min_y_m, 100.0);
  return round_number_above(1000.0 * std::max(width_m / kMapPlace.width, height_m / kMapPlace.height));
}

geo::Box sheet_extent(const geo::Box& extent) {
  const double half_width_m = scale_of(extent) * kMapPlace.width / 2000.0;
  const double half_height_m = scale_of(extent) * kMapPlace.height / 2000.0;
  const double x_m = (extent.min_x_m + extent.max_x_m) / 2.0;
  const double y_m = (extent.min_y_m + extent.max_y_m) / 2.0;
  return {x_m - half_width_m, y_m - half_height_m, x_m + half_width_m, y_m + half_height_m};
}

void add_map(Sheet& sheet, const geo::Box& extent) {
  auto item = sheet.add_item(kMap, kMapPlace);
  set(item, "frame", "true");
  set(item, "background", "true");
  set(item, "keepLayerSet", "false");
  set(item, "followPreset", "false");
  set(item, "mapRotation", "0");
  set(item, "mapFlags", "0");
  set(item, "drawCanvasItems", "false");
  set(item, "labelMargin", "1,mm");
  auto box = item.append_child("Extent");
  set(box, "xmin", extent.min_x_m);
  set(box, "ymin", extent.min_y_m);
  set(box, "xmax", extent.max_x_m);
  set(box, "ymax", extent.max_y_m);
}

void add_legend_style(pugi::xml_node styles, const char* name, double size_pt, bool bold, double margin_top_mm) {
  auto style = styles.append_child("style");
  set(style, "name", name);
  set(style, "alignment", "1");
  set(style, "indent", "0");
  set(style, "marginTop", margin_top_mm);
  set(style, "marginLeft", 2.0);
  auto style_font = style.append_child("styleFont");
  set(style_font, "description", font(size_pt, bold));
  set(style_font, "style", "");
}

void add_legend(Sheet& sheet, const MapProject& project) {
  auto item = sheet.add_item(kLegend, kLegendPlace);
  set(item, "map_uuid", kMapUuid);
  set(item, "title", project.language == model::Language::nl ? "Legenda" : "Legend");
  set(item, "titleAlignment", "1");
  set(item, "resizeToContents", "1");
  set(item, "legendFilterByMap", "1");  // no class that is not on the map
  set(item, "columnCount", "1");
  set(item, "symbolWidth", "6");
  set(item, "symbolHeight", "3.2");
  set(item, "symbolAlignment", "1");
  set(item, "boxSpace", "2");
  set(item, "lineSpacing", "1");
  set(item, "wrapChar", "");
  set(item, "fontColor", "#212529");
  auto styles = item.append_child("styles");
  add_legend_style(styles, "title", 11, true, 0.0);
  add_legend_style(styles, "group", 9, true, 2.0);
  add_legend_style(styles, "subgroup", 8.5, true, 2.2);
  add_legend_style(styles, "symbol", 8, false, 0.8);
  add_legend_style(styles, "symbolLabel", 8, false, 0.8);
  add_layer_tree(item, project, true);
}

/// Metres of one segment, so that two of them are between 40 and 100 mm long.
double segment_m(const geo::Box& extent) { return round_number_above(scale_of(extent) * 0.022); }

void add_scale_bar(Sheet& sheet, const MapProject& project) {
  const bool in_km = segment_m(project.extent) >= 1000.0;
  auto item = sheet.add_item(kScaleBar, kScaleBarPlace);
  set(item, "mapUuid", kMapUuid);
  set(item, "style", "Single Box");
  set(item, "unitType", in_km ? "km" : "meters");
  set(item, "unitLabel", in_km ? "km" : "m");
  set(item, "numUnitsPerSegment", segment_m(project.extent) / (in_km ? 1000.0 : 1.0));
  set(item, "numMapUnitsPerScaleBarUnit", "1");
  set(item, "numSegments", "2");
  set(item, "numSegmentsLeft", "0");
  set(item, "segmentSizeMode", "0");
  set(item, "height", "2");
  set(item, "labelBarSpace", "1.5");
  set(item, "boxContentSpace", "1");
  set(item, "outlineWidth", "0.2");
  auto text = item.append_child("text-style");
  set(text, "fontFamily", "Open Sans");
  set(text, "fontSize", "8");
  set(text, "fontSizeUnit", "Point");
  set(text, "fontWeight", "50");
  set(text, "textColor", text_of(kInk));
  set(text, "textOpacity", "1");
  Sheet::add_color(item, "strokeColor", kInk);
  Sheet::add_color(item, "fillColor", kInk);
  Sheet::add_color(item, "fillColor2", {255, 255, 255});
}

/// North of the grid: in the Dutch grid at most a degree from true north.
void add_north_arrow(Sheet& sheet) {
  auto item = sheet.add_item(kPolygon, kNorth);
  FillSymbol ink;
  ink.fill = kInk;
  ink.stroke = kInk;
  add_symbol(item, "", ink);
  auto nodes = item.append_child("nodes");
  constexpr std::array kCorners{std::array{0.5, 0.0}, std::array{1.0, 1.0}, std::array{0.5, 0.75},
                                std::array{0.0, 1.0}};
  for (const auto& corner : kCorners) {
    auto node = nodes.append_child("node");
    set(node, "x", corner[0] * kNorth.width);
    set(node, "y", corner[1] * kNorth.height);
  }
  add_label(sheet, kNorthLetter, "N", 9, true, kInk, true);
}

void add_page(Sheet& sheet, pugi::xml_node layout) {
  auto pages = layout.append_child("PageCollection");
  FillSymbol paper;
  paper.fill = {255, 255, 255};
  paper.stroke_mm = 0.0;
  add_symbol(pages, "", paper);
  auto page = sheet.add_item(kPage, kSheet, pages);
  set(page, "background", "true");
  add_symbol(page, "", paper);
}

/// "1 : 200 000", with the thousands mark of the language.
std::string scale_text(const MapProject& project) {
  auto digits = fmt::format("{:.0f}", scale_of(project.extent));
  const char* const mark = project.language == model::Language::nl ? "." : ",";
  for (auto at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), mark);
  return (project.language == model::Language::nl ? "Schaal 1 : " : "Scale 1 : ") + digits + " (A3)";
}

}  // namespace

std::string source_of(const MapProject& project, const ProjectLayer& layer) {
  auto source = fmt::format("./{}|layername={}", project.file_name, layer.table);
  if (!layer.filter.empty()) source += "|subset=" + layer.filter;
  return source;
}

void add_layer_tree(pugi::xml_node parent, const MapProject& project, bool only_visible) {
  auto root = parent.append_child("layer-tree-group");
  std::map<std::string, pugi::xml_node> groups;
  for (const auto& layer : project.layers) {
    if (only_visible && !layer.visible) continue;
    auto& group = groups[layer.group];
    if (!group) {
      // In a legend the layers' own titles say enough.
      group = only_visible ? root : root.append_child("layer-tree-group");
      if (!only_visible) {
        set(group, "name", without_expressions(layer.group));
        set(group, "checked", "Qt::Checked");
        const bool open =
            std::ranges::any_of(project.layers, [&](const auto& l) { return l.group == layer.group && l.visible; });
        set(group, "expanded", open ? "1" : "0");
      }
    }
    auto node = group.append_child("layer-tree-layer");
    set(node, "id", layer.id);
    set(node, "name", without_expressions(layer.title));
    set(node, "checked", layer.visible ? "Qt::Checked" : "Qt::Unchecked");
    set(node, "expanded", layer.visible ? "1" : "0");
    set(node, "providerKey", "ogr");
    set(node, "source", source_of(project, layer));
  }
  if (only_visible) return;
  std::vector<const ProjectLayer*> order;
  for (const auto& layer : project.layers) order.push_back(&layer);
  std::ranges::stable_sort(order, {}, &ProjectLayer::draw_rank);
  auto custom = root.append_child("custom-order");
  set(custom, "enabled", "1");
  for (const auto* layer : order) add(custom, "item", layer->id);
}

void add_sheet(pugi::xml_node root, const MapProject& project) {
  const auto& text = project.sheet;
  auto layout = root.append_child("Layouts").append_child("Layout");
  set(layout, "name", project.language == model::Language::nl ? "Kaart A3" : "Map A3");
  set(layout, "units", "mm");
  set(layout, "printResolution", "300");
  Sheet sheet{layout};
  add_page(sheet, layout);
  add_map(sheet, sheet_extent(project.extent));
  add_label(sheet, kTitle, text.title, 20, true, kInk);
  add_label(sheet, kSubtitle, text.subtitle, 8.5, true, kNotice);
  add_label(sheet, kRankingTitle, text.ranking_title, 11, true, kInk);
  add_label(sheet, kRanking, text.ranking, 8, false, kInk);
  add_legend(sheet, project);
  add_scale_bar(sheet, project);
  add_north_arrow(sheet);
  add_label(sheet, kSources, scale_text(project) + "\n" + text.sources, 6.5, false, kGrey);
}

}  // namespace trek::publish::detail
