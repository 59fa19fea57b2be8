#include "trek/report/detail/maps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "trek/publish/color.hpp"
#include "trek/publish/stored_classes.hpp"
#include "trek/publish/style.hpp"
#include "trek/report/detail/area_drawing.hpp"
#include "trek/report/detail/axis.hpp"
#include "trek/report/detail/site_texts.hpp"

namespace trek::report::detail {
namespace {

using publish::StoredTable;

constexpr const char* kSiteColour = "#4b2a6b";
constexpr const char* kGround = "#f6f4ef";
constexpr const char* kBorder = "#8a8a8a";

geo::Box box_of_layer(const StoredTable& layer) {
  geo::Box box;
  for (std::size_t row = 0; row < layer.rows.size(); ++row) box.add(box_of(layer.shape(row)));
  return box;
}

std::optional<geo::Point> place_of(const Subject& subject, std::size_t site) {
  const auto row = subject.find_layer_row(site);
  if (!row) return std::nullopt;
  const publish::Geometry shape = subject.layers.sites.shape(*row);
  const auto* const place = std::get_if<geo::Point>(&shape);
  return place == nullptr ? std::nullopt : std::optional{*place};
}

void add_municipalities(Element& svg, const Subject& subject, const AreaDrawing& map) {
  const StoredTable& all = subject.layers.coverage.municipalities;
  for (std::size_t row = 0; row < all.rows.size(); ++row) svg.add(map.area(all.shape(row), kGround, kBorder, 0.7));
}

/// Names in the middle of each municipality that is wide enough for it.
void add_names(Element& svg, const Subject& subject, const AreaDrawing& map, double size) {
  const StoredTable& all = subject.layers.coverage.municipalities;
  for (std::size_t row = 0; row < all.rows.size(); ++row) {
    const publish::Geometry shape = all.shape(row);
    const auto* const area = std::get_if<geo::MultiPolygon>(&shape);
    if (area == nullptr || area->empty()) continue;
    const geo::Box box = box_of(shape);
    const double width = map.at({box.max_x_m, 0.0}).first - map.at({box.min_x_m, 0.0}).first;
    const std::string name = fitted(all.text(row, "name"), 24);
    if (width < static_cast<double>(name.size()) * size * 0.55) continue;
    const auto [x, y] = map.at(geo::centroid(*area));
    svg.add(label(x, y, name, "middle", colour::kMuted, size)
                .set("paint-order", "stroke")
                .set("stroke", "#ffffff")
                .set("stroke-width", "2"));
  }
}

bool counts_for_norm(const StoredTable& places, std::size_t row) { return places.flag(row, "counts_for_norm"); }

void add_places(Element& svg, const Subject& subject, const AreaDrawing& map, double size) {
  const StoredTable& places = subject.layers.places;
  for (std::size_t row = 0; row < places.rows.size(); ++row) {
    const publish::Geometry shape = places.shape(row);
    const auto* const place = std::get_if<geo::Point>(&shape);
    if (place == nullptr || !counts_for_norm(places, row)) continue;
    const auto [x, y] = map.at(*place);
    svg.add(rectangle(x - size / 2.0, y - size / 2.0, size, size, colour::kGreen)
                .set("stroke", "#ffffff")
                .set("stroke-width", "0.5"));
  }
}

void add_numbered(Element& svg, double x, double y, const std::string& number, bool is_chosen) {
  const double radius = is_chosen ? 9.0 : 6.5;
  svg.add(circle(x, y, radius, is_chosen ? kSiteColour : "#ffffff", is_chosen ? "#ffffff" : kSiteColour)
              .set("stroke-width", is_chosen ? "1.5" : "1.2"));
  svg.add(label(x, y + (is_chosen ? 3.6 : 2.8), number, "middle", is_chosen ? "#ffffff" : kSiteColour,
                is_chosen ? 10.0 : 8.0)
              .set("font-weight", "bold"));
}

std::string number_of(const publish::ReadSite& site) { return site.rank ? std::to_string(*site.rank) : "–"; }

/// A circle of a map on which others may lie: moved aside, with a line to where it belongs.
struct Placed {
  std::size_t site = 0;
  double x = 0.0;
  double y = 0.0;
  double shown_x = 0.0;
  double shown_y = 0.0;
};

/// Circles that lie on each other are pushed apart, the better ones least; the same every time.
std::vector<Placed> without_heaps(std::vector<Placed> all, double distance) {
  constexpr int kRounds = 60;
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 1; i < all.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        double dx = all[i].shown_x - all[j].shown_x;
        double dy = all[i].shown_y - all[j].shown_y;
        double apart = std::hypot(dx, dy);
        if (apart >= distance) continue;
        if (apart < 0.01) {  // on one place: each in its own direction
          dx = i % 2 == 0 ? 1.0 : -1.0;
          dy = i % 3 == 0 ? 1.0 : -0.5;
          apart = std::hypot(dx, dy);
        }
        const double push = (distance - apart) / apart;
        all[i].shown_x += 0.75 * push * dx;
        all[i].shown_y += 0.75 * push * dy;
        all[j].shown_x -= 0.25 * push * dx;
        all[j].shown_y -= 0.25 * push * dy;
      }
    }
  }
  return all;
}

/// The shortlist, and the chosen site where there is one, numbered by rank.
void add_sites(Element& svg, const Subject& subject, const AreaDrawing& map, std::optional<std::size_t> chosen) {
  std::vector<Placed> all;
  const auto add = [&](std::size_t site) {
    const auto place = place_of(subject, site);
    if (!place) return;
    const auto [x, y] = map.at(*place);
    const bool is_inside = x >= 0.0 && y >= 0.0 && x <= map.width() && y <= map.height();
    if (is_inside) all.push_back({site, x, y, x, y});
  };
  if (chosen) add(*chosen);
  for (const std::size_t site : subject.shortlist) {
    if (site != chosen) add(site);
  }
  all = without_heaps(std::move(all), 14.0);
  for (const Placed& one : all) {
    if (std::hypot(one.shown_x - one.x, one.shown_y - one.y) > 2.0) {
      svg.add(line(one.x, one.y, one.shown_x, one.shown_y, kSiteColour, 0.8));
      svg.add(circle(one.x, one.y, 1.5, kSiteColour));
    }
  }
  std::ranges::reverse(all);  // the first on top
  for (const Placed& one : all)
    add_numbered(svg, one.shown_x, one.shown_y, number_of(subject.results.sites[one.site]), one.site == chosen);
}

Element frame_of(double width, double height) { return rectangle(0.0, 0.0, width, height, "#ffffff"); }

/// Rings of one site and mode, the farthest first, so that the nearest lie on top.
std::vector<std::size_t> rings_of(const Subject& subject, const std::string& key, const std::string& mode) {
  const StoredTable& rings = subject.layers.isochrones;
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < rings.rows.size(); ++row) {
    if (rings.text(row, "site_key") == key && rings.text(row, "mode") == mode) rows.push_back(row);
  }
  std::ranges::stable_sort(rows, [&](std::size_t a, std::size_t b) {
    return rings.number(a, "to_min").value_or(0.0) > rings.number(b, "to_min").value_or(0.0);
  });
  return rows;
}

/// Squares with what they stand for, in a row under a map.
Element legend_of(const std::vector<std::pair<std::string, std::string>>& entries, double x, double y) {
  Element legend{"g"};
  for (const auto& [fill, text] : entries) {
    legend.add(rectangle(x, y - 7.0, 8.0, 8.0, fill.c_str()).set("stroke", kBorder).set("stroke-width", "0.5"));
    legend.add(label(x + 11.0, y, text, "start", colour::kInk, 8.5));
    x += 18.0 + 5.2 * static_cast<double>(text.size());
  }
  return legend;
}

/// How the lines of a kind are drawn on a map of surroundings.
struct LineLook {
  const char* kind;
  const char* stroke;
  double width;
};
/// What is below first. The rest are waters.
constexpr std::array kLineLooks{LineLook{"path", "#b9b2a4", 0.5}, LineLook{"street", "#9a9284", 1.0},
                                LineLook{"main_road", "#7d7566", 1.8}, LineLook{"motorway", "#5f5a50", 2.6},
                                LineLook{"railway", "#3d3d3d", 1.2}};
constexpr LineLook kWaterLook{"", "#8fb0c8", 1.2};

/// The part of a line that may be seen in a box, as the d of a path.
std::string seen_line(const geo::LineString& shape, const geo::Box& box, const AreaDrawing& map) {
  std::string path;
  bool is_drawn = false;  // up to here
  for (std::size_t i = 1; i < shape.size(); ++i) {
    geo::Box piece;
    piece.add(shape[i - 1]);
    piece.add(shape[i]);
    const bool is_seen = piece.intersects(box);
    if (is_seen) {
      const auto [from_x, from_y] = map.at(shape[i - 1]);
      const auto [x, y] = map.at(shape[i]);
      if (!is_drawn) path += fmt::format("M{} {}", units(from_x), units(from_y));
      path += fmt::format("L{} {}", units(x), units(y));
    }
    is_drawn = is_seen;
  }
  return path;
}

/// Those of a kind as one path; of `kind` "" those of no kind above.
Element lines_of(const std::vector<const StoredTable*>& tables, const LineLook& look, const geo::Box& box,
                 const AreaDrawing& map) {
  const auto is_wanted = [&](const std::string& kind) {
    const bool is_known = std::ranges::find(kLineLooks, kind, &LineLook::kind) != kLineLooks.end();
    return is_known ? kind == look.kind : look.kind == kWaterLook.kind;
  };
  std::string path;
  for (const StoredTable* const table : tables) {
    for (std::size_t row = 0; row < table->rows.size(); ++row) {
      if (!is_wanted(table->text(row, "kind"))) continue;
      const publish::Geometry shape = table->shape(row);
      if (const auto* const points = std::get_if<geo::LineString>(&shape)) path += seen_line(*points, box, map);
    }
  }
  if (path.empty()) return Element::group();
  return Element{"path",
                 {{"d", path},
                  {"fill", "none"},
                  {"stroke", look.stroke},
                  {"stroke-width", units(look.width)},
                  {"stroke-linejoin", "round"}}};
}

void add_background_areas(Element& svg, const StoredTable& areas, const geo::Box& box, const AreaDrawing& map) {
  for (const bool built_up : {true, false}) {
    for (std::size_t row = 0; row < areas.rows.size(); ++row) {
      const publish::Geometry shape = areas.shape(row);
      const auto* const area = std::get_if<geo::MultiPolygon>(&shape);
      if (area == nullptr || (areas.text(row, "kind") == "built_up") != built_up) continue;
      if (!box_of(shape).intersects(box)) continue;
      svg.add(map.area(geo::clipped(*area, box), built_up ? "#e6e1d6" : "#c3d7e5", "none", 0.0));
    }
  }
}

constexpr const char* kGapColour = "#7a2100";

/// The share of people with a place within the norm, a municipality, and its classes.
struct ServedShares {
  std::vector<std::optional<double>> of_row;
  publish::StoredClasses classes;
};

ServedShares served_shares(const Subject& subject) {
  const StoredTable& all = subject.layers.coverage.municipalities;
  const std::string column = "served_share_" + subject.mode;
  ServedShares shares;
  shares.classes = publish::stored_classes(subject.layers.class_breaks, "municipalities", column);
  for (std::size_t row = 0; row < all.rows.size(); ++row) shares.of_row.push_back(all.number(row, column));
  return shares;
}

std::vector<std::pair<std::string, std::string>> class_legend(const ServedShares& shares, const model::Words& words) {
  std::vector<std::pair<std::string, std::string>> entries;
  for (const auto& [label, color] : shares.classes.classes) entries.emplace_back(color, label);
  if (!std::ranges::all_of(shares.of_row, &std::optional<double>::has_value))
    entries.emplace_back(shares.classes.unknown.color, words("onbekend", "unknown"));
  return entries;
}

void add_gaps(Element& svg, const Subject& subject, const AreaDrawing& map) {
  const StoredTable& gaps = subject.layers.coverage.gaps;
  for (std::size_t row = 0; row < gaps.rows.size(); ++row) {
    if (gaps.text(row, "mode") != subject.mode || gaps.flag(row, "scattered")) continue;
    svg.add(map.area(gaps.shape(row), kGapColour, "#ffffff", 0.3));
  }
}

/// The municipality that the report is about, or all of them.
geo::Box framed_box(const Subject& subject) {
  const StoredTable& all = subject.layers.coverage.municipalities;
  return subject.municipality ? box_of(all.shape(*subject.municipality)) : box_of_layer(all);
}

}  // namespace

std::optional<Element> locator_map(const Subject& subject, std::size_t site, double width, double height) {
  constexpr double kLegend = 14.0;
  const geo::Box box = box_of_layer(subject.layers.coverage.municipalities);
  if (box.empty()) return std::nullopt;
  const auto& words = subject.words;
  const publish::ReadSite& one = subject.results.sites.at(site);
  const AreaDrawing map{box.grown(500.0), width, height - kLegend};
  Element svg =
      drawing(fmt::format("locator-{}", site), width, height, words("Ligging in de regio", "Place in the region"),
              words("Kaart van de gemeenten met de locatie, de andere locaties op de lijst en bestaande plekken.",
                    "Map of the municipalities with the site, the others on the list and existing places."));
  svg.add(frame_of(width, height));
  add_municipalities(svg, subject, map);
  add_names(svg, subject, map, 8.0);
  add_places(svg, subject, map, 4.0);
  add_sites(svg, subject, map, site);
  svg.add(map.scale_bar(words));
  svg.add(legend_of({{kSiteColour, words("rang ", "rank ") + number_of(one)},
                     {"#ffffff", words("andere", "others")},
                     {colour::kGreen, words("bestaande plek", "existing place")}},
                    4.0, height - 3.0));
  return svg;
}

std::optional<Element> surroundings_map(const Subject& subject, std::size_t site, double width, double height) {
  constexpr double kLegend = 14.0;
  constexpr double kAround_m = 700.0;
  const auto place = place_of(subject, site);
  if (!place) return std::nullopt;
  const auto& words = subject.words;
  geo::Box box;
  box.add(*place);
  const AreaDrawing map{box.grown(kAround_m), width, height - kLegend};
  const geo::Box seen = box.grown(2.0 * kAround_m);  // a drawing may be wider than high
  const std::vector<const StoredTable*> tables{&subject.layers.background_streets, &subject.layers.background_lines};
  std::vector<Element> lines{lines_of(tables, kWaterLook, seen, map)};
  for (const LineLook& look : kLineLooks) lines.push_back(lines_of(tables, look, seen, map));
  if (std::ranges::all_of(lines, [](const Element& one) { return one.name().empty(); })) return std::nullopt;
  Element svg = drawing(fmt::format("surroundings-{}", site), width, height, words("Omgeving", "Surroundings"),
                        words("Kaart van de straten, paden en wateren rond de locatie.",
                              "Map of the streets, paths and waters around the site."));
  svg.add(frame_of(width, height));
  add_background_areas(svg, subject.layers.background_areas, seen, map);
  for (Element& one : lines) svg.add(std::move(one));
  add_places(svg, subject, map, 6.0);
  add_sites(svg, subject, map, site);
  svg.add(map.scale_bar(words));
  svg.add(rectangle(0.0, height - kLegend, width, kLegend, "#ffffff"));
  return svg.add(legend_of(
      {{kSiteColour, words("deze locatie", "this site")}, {colour::kGreen, words("bestaande plek", "existing place")}},
      4.0, height - 3.0));
}

std::string catchment_mode(const Subject& subject, std::size_t site) {
  const StoredTable& rings = subject.layers.isochrones;
  const std::string& key = subject.results.sites.at(site).key;
  std::string first;
  for (std::size_t row = 0; row < rings.rows.size(); ++row) {
    if (rings.text(row, "site_key") != key) continue;
    if (rings.text(row, "mode") == subject.mode) return subject.mode;
    if (first.empty()) first = rings.text(row, "mode");
  }
  return first;
}

std::optional<Element> catchment_map(const Subject& subject, std::size_t site, double width, double height) {
  constexpr double kLegend = 14.0;
  constexpr double kRoomy = 300.0;  // for a legend of all
  const StoredTable& rings = subject.layers.isochrones;
  const auto& words = subject.words;
  const auto rows = rings_of(subject, subject.results.sites.at(site).key, catchment_mode(subject, site));
  geo::Box box;
  for (const std::size_t row : rows) box.add(box_of(rings.shape(row)));
  if (box.empty()) return std::nullopt;
  const AreaDrawing map{box.grown(300.0), width, height - kLegend};
  const std::string mode = mode_text(catchment_mode(subject, site), words);
  Element svg = drawing(fmt::format("catchment-{}", site), width, height, words("Bereik, ", "Reach, ") + mode,
                        words("Kaart van wat vanaf de locatie wordt bereikt, in ringen van minuten.",
                              "Map of what is reached from the site, in rings of minutes."));
  svg.add(frame_of(width, height));
  add_municipalities(svg, subject, map);
  std::vector<std::pair<std::string, std::string>> entries;
  for (const std::size_t row : rows) {
    const std::string shade = band_color(rings, row);
    svg.add(map.area(rings.shape(row), shade, "#ffffff", 0.3));
    const double minutes = rings.number(row, "to_min").value_or(0.0);
    entries.insert(entries.begin(), {shade, words.number(minutes, 0) + (entries.empty() ? " min" : "")});
  }
  add_names(svg, subject, map, 8.0);
  add_places(svg, subject, map, 5.0);
  add_sites(svg, subject, map, site);
  svg.add(map.scale_bar(words));
  svg.add(rectangle(0.0, height - kLegend, width, kLegend, "#ffffff"));
  if (width >= kRoomy) entries.emplace_back(colour::kGreen, words("bestaande plek", "existing place"));
  svg.add(legend_of(entries, 4.0, height - 3.0));
  return svg;
}

std::string band_color(const StoredTable& isochrones, std::size_t row) {
  const double to_min = isochrones.number(row, "to_min").value_or(0.0);
  const auto classes = publish::minute_classes(publish::minute_breaks());
  const auto found =
      std::ranges::find_if(classes, [to_min](const publish::MinuteClass& one) { return to_min <= one.to_min; });
  return publish::hex_of(found->color);  // the last has no end
}

std::optional<Element> gap_map(const Subject& subject, double width, double height) {
  constexpr double kLegend = 34.0;
  const StoredTable& all = subject.layers.coverage.municipalities;
  const geo::Box box = framed_box(subject);
  const ServedShares shares = served_shares(subject);
  if (box.empty() || std::ranges::none_of(shares.of_row, &std::optional<double>::has_value)) return std::nullopt;
  const auto& words = subject.words;
  const AreaDrawing map{box.grown(500.0), width, height - kLegend};
  Element svg =
      drawing("gap-map", width, height, words("Wie geen plek heeft", "Who has no place"),
              words("Kaart van de gemeenten naar het deel van de inwoners met een bestaande plek binnen de norm.",
                    "Map of the municipalities by the share of inhabitants with an existing place within "
                    "the norm."));
  svg.add(frame_of(width, height));
  for (std::size_t row = 0; row < all.rows.size(); ++row)
    svg.add(map.area(all.shape(row), shares.classes.of(shares.of_row[row]).color, kBorder, 0.8));
  add_gaps(svg, subject, map);
  add_names(svg, subject, map, 9.0);
  add_places(svg, subject, map, 5.0);
  add_sites(svg, subject, map, std::nullopt);
  svg.add(map.scale_bar(words));
  svg.add(rectangle(0.0, height - kLegend, width, kLegend, "#ffffff"));
  svg.add(label(4.0, height - 20.0, words("met een plek:", "with a place:"), "start", colour::kInk, 8.5));
  svg.add(legend_of(class_legend(shares, words), 68.0, height - 20.0));
  svg.add(legend_of({{kGapColour, words("woongebied zonder plek", "homes without a place")},
                     {colour::kGreen, words("bestaande plek", "existing place")},
                     {"#ffffff", words("locatie op de lijst, met rang", "site on the list, with its rank")}},
                    4.0, height - 5.0));
  return svg;
}

}  // namespace trek::report::detail
