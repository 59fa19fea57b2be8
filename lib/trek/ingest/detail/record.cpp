#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "trek/core/date.hpp"
#include "trek/core/shortened.hpp"
#include "trek/core/text.hpp"
#include "trek/geo/topology.hpp"
#include "trek/ingest/detail/feature_reader.hpp"
#include "trek/ingest/detail/field_text.hpp"
#include "trek/ingest/detail/places.hpp"
#include "trek/ingest/detail/values.hpp"

/// One feature as FeatureReader hands it on.
namespace trek::ingest::detail {

namespace {

constexpr double kSecret = -99997.0;  // CBS: too few to be published

void shorten(std::string& text) {
  constexpr std::size_t kLongest = 80;
  text = core::shortened(core::cleaned(text), kLongest);
}

struct FaultWords {
  std::string_view en;
  std::string_view nl;
};
/// How GEOS, and geo for it, say that an area is not valid; the place may stand behind it: "Self-intersection[1 2]".
constexpr auto kFaults = std::to_array<FaultWords>({
    {"Coordinate that is not a number", "Coordinaat die geen getal is"},
    {"Duplicate Rings", "Twee gelijke ringen"},
    {"Hole lies outside shell", "Gat buiten de omtrek"},
    {"Holes are nested", "Gat in een gat"},
    {"Interior is disconnected", "Binnenkant valt uiteen"},
    {"Invalid Coordinate", "Coordinaat ongeldig"},
    {"Nested shells", "Vlak in een vlak"},
    {"Repeated Point", "Punt herhaald"},
    {"Ring Self-intersection", "Ring snijdt zichzelf"},
    {"Ring of fewer than four points", "Ring van minder dan vier punten"},
    {"Ring that is not closed", "Ring die niet gesloten is"},
    {"Self-intersection", "Omtrek snijdt zichzelf"},
    {"Too few points in geometry component", "Te weinig punten in een deel"},
});

core::Phrase fault_words(const std::string& fault) {
  for (const FaultWords& words : kFaults) {
    if (fault.starts_with(words.en)) return {std::string{words.nl} + fault.substr(words.en.size()), fault};
  }
  return fault;
}

}  // namespace

std::string Record::text(const Field& field) { return coded_text(feature_, field); }

std::optional<double> Record::number(const Field& field) {
  const auto found = reader_.number_of(feature_, field);
  switch (found.doubt) {
    case FoundNumber::Doubt::none:
    case FoundNumber::Doubt::two_ways:  // refused already
      break;
    case FoundNumber::Doubt::not_a_number:
      warn("not_a_number", found.text,
           fmt::format("field '{}' should hold a number; it is taken as unknown", field.source_name));
      break;
    case FoundNumber::Doubt::other_unit:
      warn("other_unit", found.text,
           fmt::format("field '{}' holds a number in another unit; it is taken as unknown: write all in one unit",
                       field.source_name));
      break;
    case FoundNumber::Doubt::approximate:
      warn("approximate_number", found.text,
           fmt::format("field '{}' is read as {}, though it is not exact", field.source_name,
                       found.value.value_or(0.0)));
      break;
    case FoundNumber::Doubt::converted:
      warn(
          "unit_converted", found.text,
          fmt::format("field '{}' is read as {}, by the unit beside it", field.source_name, found.value.value_or(0.0)));
      break;
  }
  if (found.value && *found.value <= kUnpublished) return std::nullopt;
  return found.value;
}

std::optional<double> Record::find_plain_number(const Field& field) const {
  const auto found = reader_.number_of(feature_, field);
  return found.doubt == FoundNumber::Doubt::not_a_number ? std::nullopt : found.value;
}

std::optional<double> Record::amount(const Field& field) {
  const auto value = number(field);
  if (!value || *value >= 0.0) return value;
  warn("negative_amount", fmt::format("{}", *value),
       fmt::format("field '{}' cannot be below zero; it is taken as unknown", field.source_name));
  return std::nullopt;
}

bool Record::is_secret(const Field& field) const {
  const auto found = reader_.number_of(feature_, field);
  return found.value && *found.value == kSecret * field.factor;
}

std::vector<std::string> Record::list(const Field& field) { return list_parts(text(field)); }

std::vector<std::string> Record::bag_ids(const Field& field) {
  std::vector<std::string> ids;
  for (const std::string& part : id_parts(text(field))) {
    if (says_nothing(part)) continue;
    auto id = find_bag_id(part);
    if (!id) {
      warn("no_bag_id", part,
           fmt::format("field '{}' should hold BAG identifications of 16 digits; this one is left out (a spreadsheet "
                       "that shows 1,53E+14 has lost the digits: export the column as text)",
                       field.source_name));
    } else if (std::find(ids.begin(), ids.end(), *id) == ids.end()) {
      ids.push_back(std::move(*id));
    }
  }
  return ids;
}

std::string Record::date(const Field& field) {
  const std::string value = text(field);
  if (says_nothing(value)) return {};
  if (auto date = core::find_iso_date(value)) return *date;
  warn(
      "no_date", value,
      fmt::format("field '{}' should hold a date such as 2025-12-31 or 31-12-2025; it is left out", field.source_name));
  return {};
}

std::vector<std::pair<std::string, std::string>> Record::tags(const Field& field) {
  std::vector<std::pair<std::string, std::string>> tags;
  for (const int column : field.columns) {
    std::string value = column_text(feature_, column);
    if (!value.empty())
      tags.emplace_back(OGR_Fld_GetNameRef(OGR_F_GetFieldDefnRef(feature_, column)), std::move(value));
  }
  return tags;
}

bool Record::claim(const std::string& key) {
  if (key.empty()) {
    const auto& field = reader_.field(reader_.table_.key);
    reject("missing_key", "", fmt::format("field '{}' names the record; give it a value", field.source_name));
    return false;
  }
  key_ = key;
  if (reader_.keys_.add(key)) return true;
  reject("duplicate_key", key,
         "the first record of this name is used; remove the others or give them names of their own");
  return false;
}

std::optional<std::string> Record::claim_key() {
  const auto& field = reader_.field(reader_.table_.key);
  const std::string key = field.present() ? text(field) : fmt::format("{}", OGR_F_GetFID(feature_));
  return claim(key) ? std::optional{key} : std::nullopt;
}

geo::Point Record::place() const {
  if (has_polygons()) return geo::interior_point(shape_.polygons);
  return middle_one(shape_.points);
}

std::optional<core::Phrase> Record::find_several_places(double gap_m) const {
  if (shape_.points.size() + shape_.polygons.size() < 2) return std::nullopt;
  const auto count = separate_places(shape_, gap_m).size();
  if (count < 2) return std::nullopt;
  const auto box = shape_.bounds();
  const double across_m = std::hypot(box.max_x_m - box.min_x_m, box.max_y_m - box.min_y_m);
  return core::Phrase{fmt::format("{} plaatsen, {:.0f} m uiteen", count, across_m),
                      fmt::format("{} places, {:.0f} m across", count, across_m)};
}

std::vector<geo::Point> Record::places() {
  if (shape_.points.size() + shape_.polygons.size() < 2) return {place()};
  auto places = separate_places(shape_);
  if (const auto several = find_several_places(kOnePlace_m)) {
    warn("several_places", *several,
         "one feature with places apart: each is a row of the same key; give each a feature of its own if they differ");
  }
  return places;
}

void Record::find(core::Severity severity, std::string rule, core::Phrase value, std::string remedy) {
  core::Finding finding;
  finding.severity = severity;
  finding.source = reader_.source_.name;
  finding.record = key_;
  if (key_.empty()) {
    const auto number = OGR_F_GetFID(feature_);
    finding.record = {fmt::format("object {}", number), fmt::format("feature {}", number)};
  }
  finding.rule = std::move(rule);
  shorten(value.nl);
  shorten(value.en);
  finding.value = std::move(value);
  finding.remedy = std::move(remedy);
  const geo::Point place = shape_.bounds().centre();
  if (at_project_crs_ && geo::is_finite(place)) finding.location = core::Location{place.x_m, place.y_m};
  reader_.report_.add(std::move(finding));
}

void Record::reject(std::string rule, core::Phrase value, std::string remedy) {
  fate_ = Fate::rejected;
  find(core::Severity::rejected, std::move(rule), std::move(value), std::move(remedy));
}

void Record::leave_out(std::string rule, core::Phrase value, std::string remedy) {
  fate_ = Fate::left_out;
  if (reader_.options_.list_left_out) find(core::Severity::note, std::move(rule), std::move(value), std::move(remedy));
}

bool Record::is_outside() {
  if (region_misses()) fate_ = Fate::outside;
  return fate_ == Fate::outside;
}

void Record::set_apart(std::string rule, core::Phrase value, std::string remedy) {
  fate_ = Fate::left_out;
  find(core::Severity::note, std::move(rule), std::move(value), std::move(remedy));
}

void Record::join_twin(const std::string& key_of_first) {
  join();
  find(core::Severity::note, "twice", key_of_first,
       "the same name at the same place as that record: they are counted as one; give them names of their own if they "
       "are two");
}

bool Record::is_elsewhere(std::span<const std::string> bag_ids) {
  const auto* const known = reader_.options_.bag_ids;
  if (known == nullptr) return false;
  const auto is_known = [&](const std::string& id) { return known->contains(id); };
  if (std::any_of(bag_ids.begin(), bag_ids.end(), is_known)) return false;
  fate_ = Fate::elsewhere;
  return true;
}

void Record::warn(std::string rule, core::Phrase value, std::string remedy) {
  find(core::Severity::warning, std::move(rule), std::move(value), std::move(remedy));
}

void Record::warn_unknown_code(const Field& field, const std::string& value) {
  warn("unknown_code", value,
       fmt::format("the code of field '{}' is in no list; it is taken as unknown; translate it with codes",
                   field.source_name));
}

bool Record::region_misses() const {
  return reader_.options_.region && has_place() && !reader_.options_.region->intersects(shape_.bounds());
}

// Roads are lines, and nothing else is.
void Record::drop_other_types() {
  const bool lines = reader_.table_.geometry == config::Geometry::lines;
  shape_.other_type = shape_.other_type || (lines ? !shape_.points.empty() || has_polygons() : !shape_.lines.empty());
  if (lines) {
    shape_.points.clear();
    shape_.polygons.clear();
  } else {
    shape_.lines.clear();
  }
}

// From the file's geometry to a sound one in the project CRS, or a rejection.
void Record::read_geometry() {
  const bool optional = reader_.table_.geometry == config::Geometry::points_if_any ||
                        reader_.table_.geometry == config::Geometry::areas_if_any ||
                        reader_.table_.geometry == config::Geometry::areas_or_points_if_any ||
                        reader_.mapping().cell_size_m > 0.0;
  shape_ = reader_.source_shape(feature_);
  drop_other_types();
  const bool other_type = shape_.other_type;
  switch (shape_.fault()) {
    case Shape::Fault::empty:
    case Shape::Fault::missing:
      if (other_type) return reject("wrong_geometry", "", "the layer's geometry is of another type than this table's");
      if (!optional) reject("missing_geometry", "", "the record has no place; give it a geometry or coordinates");
      return;
    case Shape::Fault::not_finite:
      return reject("not_finite", "", "a coordinate is not a number or infinite; correct the geometry");
    case Shape::Fault::none:
      break;
  }
  const auto box = shape_.bounds();
  const std::string found = fmt::format("{:.8g} {:.8g}", box.min_x_m, box.min_y_m);
  if (!reader_.gate_->plausible(box)) {
    return reject("implausible_coordinates", found,
                  "the place does not fit the CRS of its layer; correct the coordinates");
  }
  transform(shape_, *reader_.transformation_);
  if (shape_.fault() != Shape::Fault::none || !reader_.gate_->plausible_result(shape_.bounds())) {
    return reject("outside_crs", found, "the place falls outside the project's CRS; correct the coordinates");
  }
  at_project_crs_ = true;
}

/// Where it lies, if that can be said; nothing is reported.
void Record::find_place() {
  shape_ = reader_.source_shape(feature_);
  if (shape_.fault() != Shape::Fault::none || !reader_.gate_->plausible(shape_.bounds())) return;
  transform(shape_, *reader_.transformation_);
  at_project_crs_ = shape_.fault() == Shape::Fault::none;
}

void Record::repair() {
  const double cell_size_m = reader_.mapping().cell_size_m;
  if (cell_size_m > 0.0 && shape_.polygons.empty() && has_place()) {  // the middle of a cell
    const geo::Point middle = place();
    const double half_m = cell_size_m / 2.0;
    shape_.polygons = {
        geo::rectangle({middle.x_m - half_m, middle.y_m - half_m, middle.x_m + half_m, middle.y_m + half_m})};
  }
  if (reader_.table_.geometry == config::Geometry::areas && shape_.polygons.empty() && has_place()) {
    return reject("wrong_geometry", {"punt", "point"}, "an area is needed here, not a point");
  }
  if (shape_.polygons.empty()) return;
  const auto fault = geo::find_invalidity(shape_.polygons);
  if (!fault && !shape_.rings_closed) return;
  if (fault) shape_.polygons = geo::made_valid(shape_.polygons);
  if (shape_.polygons.empty())
    return reject("invalid_geometry", fault_words(*fault), "no area is left of it; correct the geometry");
  repaired_ = true;
  warn("repaired_geometry", fault ? fault_words(*fault) : core::Phrase{"een ring was open", "a ring was open"},
       "made valid; have it corrected at the source");
}

}  // namespace trek::ingest::detail
