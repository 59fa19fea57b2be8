#include "trek/publish/detail/sheet_xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "trek/publish/detail/project_marks.hpp"
#include "trek/publish/detail/qgis_text.hpp"
#include "trek/publish/detail/sheet_items.hpp"

namespace trek::publish::detail {
namespace {

constexpr Place kTitle{12, 9, 396, 11};
constexpr Place kLogo{348, 7, 60, 18};
constexpr Place kSubtitle{12, 20, 396, 8};
constexpr Place kMapPlace{12, 30, 278, 238};
constexpr Place kWarning{18, 44, 266, 20};
constexpr Place kScaleBarPlace{16, 253, 80, 13};
constexpr Place kNorth{278, 35, 8, 11};
constexpr Place kSources{12, 270, 176, 23};
constexpr Place kStrip{194, 269.5, 96, 23};
constexpr Place kColumn{296, 30, 112, 261};

constexpr Color kSure{84, 39, 136};
constexpr Color kAtMost{178, 160, 208};
constexpr Color kEmpty{232, 232, 235};

constexpr double kHeading_mm = 7.0;
constexpr double kName_mm = 4.2;
constexpr double kLine_mm = 3.3;
constexpr double kBetweenRows_mm = 1.0;
constexpr double kBetweenParts_mm = 3.0;
constexpr double kBar_mm = 36.0;

/// Smallest of some steps times a power of ten that is not below `value`.
double round_number_above(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double step : {1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0}) {
    if (step * power >= value) return step * power;
  }
  return 10.0 * power;
}

/// Metres in the field to one metre on paper, round, so that the whole extent is on the map.
double scale_of(const geo::Box& extent, const Paper& paper) {
  const double width_m = std::max(extent.max_x_m - extent.min_x_m, 100.0);
  const double height_m = std::max(extent.max_y_m - extent.min_y_m, 100.0);
  const double most = std::max(width_m / kMapPlace.width, height_m / kMapPlace.height);
  return round_number_above(1000.0 * most / paper.scale);
}

geo::Box shown_box(const geo::Box& extent, const Paper& paper, double scale) {
  const double half_width_m = scale * kMapPlace.width * paper.scale / 2000.0;
  const double half_height_m = scale * kMapPlace.height * paper.scale / 2000.0;
  const double x_m = (extent.min_x_m + extent.max_x_m) / 2.0;
  const double y_m = (extent.min_y_m + extent.max_y_m) / 2.0;
  return {x_m - half_width_m, y_m - half_height_m, x_m + half_width_m, y_m + half_height_m};
}

/// The column beside the map, filled from above.
class Column {
 public:
  Column(Sheet& sheet, const Paper& paper) : sheet_{sheet}, stretch_{paper.text_scale / paper.scale} {}

  void add(const SheetPart& part) {
    if (part.heading.empty() && part.text.empty() && part.expression.empty() && !part.list) return;
    if (part.below_map) return add_below_map(part);
    const double heading = heading_lines(part.heading) * kHeading_mm * stretch_;
    sheet_.add_text({kColumn.left, top_, kColumn.width, heading}, {part.heading}, {11, true});
    top_ += heading;
    if (part.list) {
      add_rows(*part.list);
    } else {
      const double height = std::min(part.height_mm * stretch_, left());
      sheet_.add_text({kColumn.left, top_, kColumn.width, height}, {part.text, part.expression}, {8});
      top_ += height;
    }
    top_ += kBetweenParts_mm;
  }

  void add_below_map(const SheetPart& part) {
    const double heading = 4.0 * stretch_;
    sheet_.add_text({kStrip.left, kStrip.top, kStrip.width, heading}, {part.heading}, {8, true});
    sheet_.add_text({kStrip.left, kStrip.top + heading, kStrip.width, kStrip.height - heading},
                    {part.text, part.expression}, {6.5});
  }

  /// What is left of it, for the legend.
  [[nodiscard]] Place rest() const { return {kColumn.left - 2.0, top_, kColumn.width, std::max(left(), 20.0)}; }

 private:
  /// As many as the letters fill, of a middling width.
  [[nodiscard]] double heading_lines(std::string_view heading) const {
    constexpr double kLettersOfLine = 44.0;
    const auto letters = std::ranges::count_if(heading, [](char byte) { return (byte & 0xC0) != 0x80; });
    return std::max(1.0, std::ceil(static_cast<double>(letters) * stretch_ / kLettersOfLine));
  }
  [[nodiscard]] double left() const { return kColumn.top + kColumn.height - top_; }

  static double height_of(const SheetList& list) {
    return kName_mm + (list.bar_sure.empty() ? 0.0 : kLine_mm) +
           list.detail_lines * kLine_mm * (list.detail.empty() ? 0 : 1) + kBetweenRows_mm;
  }

  /// As many as there is room for, above a legend of some size.
  void add_rows(const SheetList& list) {
    const double height = height_of(list) * stretch_;
    const double room = left() - kLegend_mm * stretch_;
    const int rows = std::max(1, std::min(list.rows, static_cast<int>(room / height)));
    for (int row = 0; row < rows; ++row) {
      add_row(list, row);
      top_ += height;
    }
  }

  static std::string of_row(const SheetList& list, const std::string& expression, int row) {
    return fmt::format("array_get(aggregate(layer:='{}', aggregate:='array_agg', expression:={}{}, order_by:={}), {})",
                       list.layer, expression, list.filter.empty() ? "" : ", filter:=" + list.filter, list.order_by,
                       row);
  }
  static SheetText text_of_row(const SheetList& list, const std::string& expression, int row) {
    return {"", fmt::format("coalesce({}, '')", of_row(list, fmt::format("coalesce({}, '')", expression), row))};
  }

  void add_row(const SheetList& list, int row) {
    const double value_width = list.value.empty() ? 0.0 : 26.0;
    const double line = kLine_mm * stretch_;
    sheet_.add_text({kColumn.left, top_, kColumn.width - value_width, kName_mm * stretch_},
                    text_of_row(list, list.name, row), {8, true});
    if (!list.value.empty())
      sheet_.add_text({kColumn.left + kColumn.width - value_width, top_, value_width, kName_mm * stretch_},
                      text_of_row(list, list.value, row), {8, true, kInk, TextLook::Align::right});
    double below = top_ + kName_mm * stretch_;
    if (!list.bar_sure.empty()) {
      add_bars(list, row, below);
      sheet_.add_text({kColumn.left + kBar_mm + 2.0, below, kColumn.width - kBar_mm - 2.0, line},
                      text_of_row(list, list.beside_bar, row), {6.5, false, kGrey});
      below += line;
    }
    if (!list.detail.empty())
      sheet_.add_text({kColumn.left, below, kColumn.width, list.detail_lines * line},
                      text_of_row(list, list.detail, row), {6.5, false, kGrey});
  }

  void add_bars(const SheetList& list, int row, double top) {
    const Place place{kColumn.left, top + 0.4, kBar_mm, 2.0};
    const auto is_there = fmt::format("if({} IS NULL, 0, 1)", of_row(list, list.bar_sure, row));
    sheet_.add_bar(place, is_there, kEmpty);
    if (!list.bar_at_most.empty()) sheet_.add_bar(place, of_row(list, list.bar_at_most, row), kAtMost);
    sheet_.add_bar(place, of_row(list, list.bar_sure, row), kSure);
  }

  static constexpr double kLegend_mm = 92.0;
  Sheet& sheet_;
  double stretch_;  // of heights, by which letters are larger than the paper
  double top_ = kColumn.top;
};

/// "Schaal 1 : 200.000 (A3)", as the map is drawn now.
SheetText scale_text(const MapProject& project, const Paper& paper) {
  const bool dutch = project.language == model::Language::nl;
  return {
      dutch ? "Schaal 1 : " : "Scale 1 : ",
      fmt::format("format_number(round(map_get(item_variables('map'), 'map_scale') / 100) * 100, 0, '{}') || ' ({})'",
                  dutch ? "nl" : "en", paper.name)};
}

void add_frame(Sheet& sheet, const MapProject& project, const PrintSheet& print, const Paper& paper) {
  const auto& text = project.sheet;
  sheet.add_text(kTitle, {print.title + (print.page_title.empty() ? "" : ": "), print.page_title}, {20, true});
  sheet.add_picture(kLogo, project.logo);
  sheet.add_text(kSubtitle, {text.subtitle}, {8.5, true, kNotice});
  sheet.add_text(kWarning, {"", warning_expression(project)}, {15, true, kNotice});
  const bool large = print.page_scale > 0.0;
  sheet.add_scale_bar(kScaleBarPlace, large ? 100.0 : 2000.0, project.language);
  sheet.add_north_arrow(kNorth);
  auto scale = scale_text(project, paper);
  sheet.add_text({kScaleBarPlace.left + 1.0, kScaleBarPlace.top - 4.0, 34.0, 4.0}, scale,
                 {7, false, kGrey, TextLook::Align::left, true});
  const bool has_strip = std::ranges::any_of(print.parts, &SheetPart::below_map);
  const double width = has_strip ? kSources.width : kMapPlace.width;
  sheet.add_text({kSources.left, kSources.top, width, kSources.height}, {text.sources}, {5.5, false, kGrey});
}

void add_sheet(pugi::xml_node layouts, const MapProject& project, const PrintSheet& print, const Paper& paper) {
  Sheet sheet{layouts, paper, fmt::format("{} {}", print.name, paper.name)};
  const double scale = print.page_scale > 0.0 ? print.page_scale : scale_of(project.extent, paper);
  sheet.add_map(kMapPlace, shown_box(project.extent, paper, scale), print);
  add_frame(sheet, project, print, paper);
  Column column{sheet, paper};
  for (const auto& part : print.parts) column.add(part);
  sheet.add_legend(column.rest(), project, print.legend);
  sheet.add_atlas(print);
}

/// The visible layers, and the ranking beside them.
PrintSheet plain_sheet(const MapProject& project) {
  PrintSheet print;
  print.name = project.language == model::Language::nl ? "Kaart" : "Map";
  print.title = project.sheet.title;
  for (const auto& layer : project.layers) {
    if (layer.visible) print.legend.push_back(layer.id);
  }
  const auto lines = std::ranges::count(project.sheet.ranking, '\n') + 1;
  print.parts = {{.heading = project.sheet.ranking_title,
                  .text = project.sheet.ranking,
                  .height_mm = 4.0 * static_cast<double>(std::min<std::ptrdiff_t>(lines, 30))}};
  return print;
}

}  // namespace

void add_sheets(pugi::xml_node root, const MapProject& project) {
  auto layouts = root.append_child("Layouts");
  const auto sheets = project.sheets.empty() ? std::vector{plain_sheet(project)} : project.sheets;
  for (const auto& print : sheets) {
    for (const auto& paper : {kA3, kA4}) add_sheet(layouts, project, print, paper);
  }
}

}  // namespace trek::publish::detail
