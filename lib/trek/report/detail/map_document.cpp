#include "trek/report/detail/map_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "trek/geo/crs.hpp"
#include "trek/geo/topology.hpp"
#include "trek/model/mode.hpp"
#include "trek/model/pillar.hpp"
#include "trek/profile/outcome.hpp"
#include "trek/publish/color.hpp"
#include "trek/publish/site_words.hpp"
#include "trek/publish/stored_classes.hpp"
#include "trek/report/detail/frame.hpp"
#include "trek/report/detail/map_texts.hpp"
#include "trek/report/detail/maps.hpp"

namespace trek::report::detail {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kTenthOfMetre = 1e6;  // parts of a degree
constexpr double kMetre = 1e5;
constexpr double kThousandth = 1e3;
constexpr double kCatchmentTolerance_m = 10.0;  // by which an outline may be off: a page that can be mailed
using publish::ReadSite;
using publish::StoredTable;

Json number_or_null(const std::optional<double>& number) {
  return number && std::isfinite(*number) ? Json(*number) : Json(nullptr);
}

Json json_of(const publish::StoredClasses& stored) {
  Json labels = Json::array();
  Json colors = Json::array();
  for (const publish::StoredClasses::Class& one : stored.classes) {
    labels.push_back(one.label);
    colors.push_back(one.color);
  }
  return {{"breaks", stored.breaks}, {"labels", std::move(labels)}, {"colors", std::move(colors)}};
}

double rounded_to(double value, double part) { return std::round(value * part) / part; }

/// From the CRS of a run to what the map takes, and how far it reaches.
class Places {
 public:
  explicit Places(const std::string& crs) : to_wgs84_{crs.empty() ? geo::kRdNew : std::string_view{crs}, geo::kWgs84} {}

  /// [longitude, latitude]; null for what lies nowhere.
  Json point(geo::Point place, double parts = kTenthOfMetre) {
    const auto at = to_wgs84_.to_lon_lat(place);
    if (!std::isfinite(at.lon_deg) || !std::isfinite(at.lat_deg)) return nullptr;
    const geo::Point rounded{rounded_to(at.lon_deg, parts), rounded_to(at.lat_deg, parts)};
    box_.add(rounded);
    return Json::array({rounded.x_m, rounded.y_m});
  }
  Json point(const publish::Geometry& shape) {
    const auto* const place = std::get_if<geo::Point>(&shape);
    return place != nullptr ? point(*place) : Json(nullptr);
  }
  /// The coordinates of a MultiPolygon of GeoJSON.
  Json area(const publish::Geometry& shape) {
    const auto* const polygons = std::get_if<geo::MultiPolygon>(&shape);
    if (polygons == nullptr || polygons->empty()) return nullptr;
    Json all = Json::array();
    for (const geo::Polygon& polygon : *polygons) {
      Json rings = Json::array({ring(polygon.shell)});
      for (const geo::Ring& hole : polygon.holes) rings.push_back(ring(hole));
      all.push_back(std::move(rings));
    }
    return all;
  }
  /// Of a box, from its south-west counter-clockwise, longitudes and latitudes in turn; null for what lies nowhere.
  Json corners(const geo::Box& box) {
    Json all = Json::array();
    for (const geo::Point corner : {geo::Point{box.min_x_m, box.min_y_m}, geo::Point{box.max_x_m, box.min_y_m},
                                    geo::Point{box.max_x_m, box.max_y_m}, geo::Point{box.min_x_m, box.max_y_m}}) {
      const Json at = point(corner, kMetre);
      if (at.is_null()) return nullptr;
      all.insert(all.end(), at.begin(), at.end());
    }
    return all;
  }
  /// A point where a name can stand.
  Json middle(const publish::Geometry& shape) {
    const auto* const polygons = std::get_if<geo::MultiPolygon>(&shape);
    return polygons == nullptr || polygons->empty() ? Json(nullptr) : point(geo::interior_point(*polygons));
  }
  /// West, south, east, north of all so far; the Netherlands where there is nothing.
  [[nodiscard]] Json bounds() const {
    if (box_.empty()) return Json::array({3.3, 50.7, 7.3, 53.6});
    constexpr double kLeastMargin = 0.002;
    const geo::Box box = box_.grown(kLeastMargin);
    return Json::array({box.min_x_m, box.min_y_m, box.max_x_m, box.max_y_m});
  }

 private:
  /// To a metre, without the points that are then the same.
  Json ring(const geo::Ring& points) {
    Json all = Json::array();
    for (const geo::Point place : points) {
      Json at = point(place, kMetre);
      if (!at.is_null() && (all.empty() || all.back() != at)) all.push_back(std::move(at));
    }
    return all;
  }

  geo::Transformation to_wgs84_;
  geo::Box box_;  // in degrees
};

/// An area with fewer points, as it is where nothing would be left of it.
publish::Geometry lighter(const publish::Geometry& shape) {
  const auto* const polygons = std::get_if<geo::MultiPolygon>(&shape);
  if (polygons == nullptr) return shape;
  geo::MultiPolygon light = geo::simplified(*polygons, kCatchmentTolerance_m);
  return light.empty() ? shape : publish::Geometry{std::move(light)};
}

/// The words of a code, each once, in the order in which they came.
class Codes {
 public:
  std::size_t row(const std::string& code) {
    const auto [found, is_new] = rows_.try_emplace(code, codes_.size());
    if (is_new) codes_.push_back(code);
    return found->second;
  }
  [[nodiscard]] const std::vector<std::string>& list() const noexcept { return codes_; }

 private:
  std::map<std::string, std::size_t> rows_;
  std::vector<std::string> codes_;
};

class Document {
 public:
  explicit Document(const Subject& subject)
      : subject_{subject}, results_{subject.results}, table_{results_.criteria_table()}, places_{subject.fact("crs")} {
    for (std::size_t row = 0; row < subject.layers.sites.rows.size(); ++row)
      layer_rows_.try_emplace(subject.layers.sites.text(row, "key"), row);
  }

  Json all() {
    Json object;
    object["language"] = words().is_dutch() ? "nl" : "en";
    object["title"] = subject_.fact("title");
    object["notice"] = subject_.fact("notice");
    object["made"] = made();
    object["top_count"] = results_.top_count;
    object["no_data"] = publish::hex_of(publish::kNoData);
    add_texts(object);
    add_criteria(object);
    add_sites(object);
    object["score_classes"] = classes("sites", "score_low");
    add_coverage(object);
    add_existing_places(object);
    add_catchments(object);
    add_sources(object);
    object["bounds"] = places_.bounds();
    return object;
  }

 private:
  [[nodiscard]] const model::Words& words() const noexcept { return subject_.words; }
  [[nodiscard]] model::Language language() const noexcept { return words().language(); }

  [[nodiscard]] std::string made() const {
    std::string text =
        fmt::format("{}, {}", results_.file.filename().string(), words().date(subject_.fact("timestamp")));
    if (const auto version = subject_.fact("trek.version"); !version.empty()) text += fmt::format(", trek {}", version);
    return text;
  }

  /// As the map in QGIS has them.
  [[nodiscard]] Json classes(std::string_view layer, std::string_view column) const {
    return json_of(publish::stored_classes(subject_.layers.class_breaks, layer, column));
  }

  void add_texts(Json& object) const {
    Json texts;
    for (const MapText& one : map_texts()) texts[std::string{one.id}] = words()(one.text);
    object["texts"] = std::move(texts);
  }

  void add_criteria(Json& object) const {
    Json pillars = Json::array();  // none of an output of an older trek, which does not say whose its criteria are
    const bool are_known = std::ranges::any_of(results_.criteria, [](const auto& one) { return !one.pillar.empty(); });
    for (const model::Pillar pillar : model::kPillars) {
      if (are_known) pillars.push_back(words()(label_of(pillar)));
    }
    Json list = Json::array();
    for (const publish::ReadCriterion& criterion : results_.criteria) {
      const auto pillar = std::ranges::find(model::kPillars, criterion.pillar,
                                            [](model::Pillar one) { return std::string{name_of(one)}; });
      list.push_back(
          {{"id", criterion.id},
           {"label", criterion.label},
           {"unit", criterion.unit},
           {"reason", criterion.reason},
           {"pillar", pillar == model::kPillars.end() ? Json(nullptr) : Json(pillar - model::kPillars.begin())},
           {"weight", criterion.weight_share}});
    }
    object["pillars"] = std::move(pillars);
    object["criteria"] = std::move(list);
  }

  void add_sites(Json& object) {
    std::map<std::string, std::string> names;  // of profiles, by id
    std::set<std::string> municipalities;
    for (const ReadSite& site : results_.sites) {
      for (const publish::ReadProfile& profile : site.profiles) names.try_emplace(profile.id, profile.name);
      if (!site.municipality.empty()) municipalities.insert(site.municipality);
    }
    Json profiles = Json::array();
    for (const auto& [id, name] : names) {
      static_cast<void>(profiles_.row(id));
      profiles.push_back({{"id", id}, {"name", name}});
    }
    Json sites = Json::array();
    for (std::size_t site = 0; site < results_.sites.size(); ++site) sites.push_back(site_object(site));
    object["municipality_names"] = municipalities;
    object["profiles"] = std::move(profiles);
    object["types"] = types();
    object["sites"] = std::move(sites);
  }

  /// Of the sites that were added.
  [[nodiscard]] Json types() const {
    Json list = Json::array();
    for (const std::string& code : types_.list()) {
      const auto type = model::find_site_type(code);
      const auto count = std::ranges::count(results_.sites, code, &ReadSite::type);
      list.push_back(
          {{"id", code}, {"name", type ? std::string{model::label_of(*type, language())} : code}, {"count", count}});
    }
    return list;
  }

  Json site_object(std::size_t row) {
    const ReadSite& site = results_.sites[row];
    const auto layer_row = layer_rows_.find(site.key);
    Json object{{"key", site.key}, {"name", site.name.empty() ? site.key : publish::without_postcode(site.name)}};
    object["type"] = types_.row(site.type);
    object["municipality"] = site.municipality;
    object["address"] = site.address;
    object["place"] =
        layer_row == layer_rows_.end() ? Json(nullptr) : places_.point(subject_.layers.sites.shape(layer_row->second));
    const auto& area = site.floor_area_m2;
    object["area"] = Json::array({number_or_null(area.best), number_or_null(area.low), number_or_null(area.high)});
    object["ranked"] = site.rank.has_value();
    object["rank"] = site.rank ? Json(*site.rank) : Json(nullptr);
    object["group"] = site.rank_group;
    object["first"] = number_or_null(site.first_share);
    object["top"] = number_or_null(site.top_share);
    add_measures(row, object);
    object["profiles"] = profiles_of(site);
    object["questions"] = site.veto_questions;
    object["facts"] = site.facts;
    return object;
  }

  void add_measures(std::size_t row, Json& object) const {
    Json low = Json::array();
    Json best = Json::array();
    Json high = Json::array();
    Json known = Json::array();
    Json raw = Json::array();
    for (std::size_t c = 0; c < results_.criteria.size(); ++c) {
      const score::ValueInterval value = table_.interval(row, c);
      low.push_back(value.low);
      best.push_back(value.best);
      high.push_back(value.high);
      known.push_back(table_.estimate(row, c).known_share);
      const publish::ReadMeasure& measure = results_.sites[row].measures[c];
      raw.push_back(Json::array(
          {number_or_null(measure.raw), number_or_null(measure.raw_low), number_or_null(measure.raw_high)}));
    }
    object["low"] = std::move(low);
    object["best"] = std::move(best);
    object["high"] = std::move(high);
    object["known"] = std::move(known);
    object["raw"] = std::move(raw);
  }

  /// "pass", "fail" or "unknown", of what the output has in words.
  [[nodiscard]] std::string verdict_code(const publish::ReadProfile& profile) const {
    const model::Words own{results_.language};
    for (const profile::Verdict verdict : {profile::Verdict::pass, profile::Verdict::fail}) {
      if (profile.verdict == own(label_of(verdict))) return std::string{name_of(verdict)};
    }
    return std::string{name_of(profile::Verdict::unknown)};
  }

  Json profiles_of(const ReadSite& site) {
    Json list = Json::array();
    for (const publish::ReadProfile& profile : site.profiles) {
      list.push_back({{"profile", profiles_.row(profile.id)},
                      {"verdict", verdict_code(profile)},
                      {"low", profile.potential_low},
                      {"high", profile.potential_high},
                      {"ruled_out_by", profile.ruled_out_by}});
    }
    return list;
  }

  void add_coverage(Json& object) {
    const StoredTable& region = subject_.layers.coverage.region;
    Json modes = Json::array();
    std::vector<std::string> ids;
    for (std::size_t row = 0; row < region.rows.size(); ++row) {
      ids.push_back(region.text(row, "mode"));
      modes.push_back({{"id", ids.back()},
                       {"name", mode_name(ids.back())},
                       {"norm", number_or_null(region.number(row, "norm_min"))},
                       {"classes", classes("municipalities", "served_share_" + ids.back())}});
    }
    object["modes"] = std::move(modes);
    add_municipalities(object, ids);
    add_squares(object);
    add_gaps(object);
  }

  [[nodiscard]] std::string mode_name(const std::string& id) const {
    const auto mode = model::find_mode(id);
    return mode ? std::string{model::label_of(*mode, language())} : id;
  }

  void add_municipalities(Json& object, const std::vector<std::string>& modes) {
    const StoredTable& table = subject_.layers.coverage.municipalities;
    Json list = Json::array();
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      Json by_mode = Json::array();
      for (const std::string& mode : modes) {
        by_mode.push_back({{"served", number_or_null(table.number(row, "served_share_" + mode))},
                           {"target_served", number_or_null(table.number(row, "target_served_share_" + mode))}});
      }
      list.push_back({{"name", table.text(row, "name")},
                      {"middle", places_.middle(table.shape(row))},
                      {"area", places_.area(table.shape(row))},
                      {"modes", std::move(by_mode)}});
    }
    object["municipalities"] = std::move(list);
  }

  /// Shares to thousandths, and corners as numbers in a row: thousands of squares, and a page that can be mailed.
  void add_squares(Json& object) {
    const auto share = [](double part, double all) {
      return all > 0.0 ? Json(rounded_to(part / all, kThousandth)) : Json(nullptr);
    };
    Json list = Json::array();
    for (const publish::StoredSquare& square : subject_.squares) {
      Json by_mode = Json::array();
      for (const publish::StoredSquare::Served& one : square.modes)
        by_mode.push_back(Json::array({share(one.served, one.people), share(one.target_served, one.target)}));
      list.push_back(Json::array({places_.corners(square.box), std::round(square.people), std::move(by_mode)}));
    }
    object["square_m"] = kSquare_m;
    object["squares"] = std::move(list);
  }

  void add_gaps(Json& object) {
    const StoredTable& table = subject_.layers.coverage.gaps;
    Json list = Json::array();
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      list.push_back({{"mode", table.text(row, "mode")},
                      {"norm", number_or_null(table.number(row, "norm_min"))},
                      {"people", number_or_null(table.number(row, "people"))},
                      {"target", number_or_null(table.number(row, "target"))},
                      {"site_name", table.text(row, "site_name")},
                      {"site_people", number_or_null(table.number(row, "site_people"))},
                      {"area", places_.area(table.shape(row))}});
    }
    object["gaps"] = std::move(list);
  }

  void add_existing_places(Json& object) {
    const StoredTable& table = subject_.layers.places;
    Json list = Json::array();
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      list.push_back({{"name", table.text(row, "name")},
                      {"kind", table.text(row, "kind")},
                      {"place", places_.point(table.shape(row))}});
    }
    Json kinds;
    for (const auto kind :
         {model::PlaceKind::third_place, model::PlaceKind::cultural_anchor, model::PlaceKind::hospitality})
      kinds[std::string{model::name_of(kind)}] = model::label_of(kind, language());
    object["places"] = std::move(list);
    object["kinds"] = std::move(kinds);
  }

  void add_catchments(Json& object) {
    std::map<std::string, std::size_t> rows;
    for (std::size_t site = 0; site < results_.sites.size(); ++site) rows.try_emplace(results_.sites[site].key, site);
    const StoredTable& table = subject_.layers.isochrones;
    Json list = Json::array();
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      const auto site = rows.find(table.text(row, "site_key"));
      if (site == rows.end()) continue;
      list.push_back({{"site", site->second},
                      {"mode", table.text(row, "mode")},
                      {"from", number_or_null(table.number(row, "from_min"))},
                      {"to", number_or_null(table.number(row, "to_min"))},
                      {"color", band_color(table, row)},
                      {"area", places_.area(lighter(table.shape(row)))}});
    }
    object["catchments"] = std::move(list);
  }

  void add_sources(Json& object) const {
    const StoredTable& table = subject_.layers.sources;
    Json list = Json::array();
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      Json source;
      for (const char* const name : {"title", "attribution", "licence"}) source[name] = table.text(row, name);
      source["time"] = time_of_source(subject_, row);
      source["made_up"] = table.flag(row, "made_up");
      list.push_back(std::move(source));
    }
    object["sources"] = std::move(list);
  }

  const Subject& subject_;
  const publish::ReadResults& results_;
  score::CriteriaTable table_;
  Places places_;
  std::map<std::string, std::size_t> layer_rows_;  // of the layer of sites, by key
  Codes types_;
  Codes profiles_;
};

/// No text inside can end the element that it stands in, or begin a comment.
std::string inert(const std::string& json) {
  std::string text;
  text.reserve(json.size());
  for (const char c : json) {
    if (c == '<')
      text += "\\u003c";
    else if (c == '>')
      text += "\\u003e";
    else
      text += c;
  }
  return text;
}

}  // namespace

std::string map_document(const Subject& subject) {
  return inert(Document{subject}.all().dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace trek::report::detail
