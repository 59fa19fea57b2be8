#include "trek/ingest/detail/feature_reader.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/geo/topology.hpp"
#include "trek/ingest/detail/values.hpp"

namespace trek::ingest::detail {

namespace {

constexpr double kSecret = -99990.0;             // CBS: -99991, -99995, -99997 ... all mean "not published"
constexpr std::size_t kSampleSize = 100;         // features that decide whether a layer is in its CRS
constexpr std::size_t kMostSampled = 1'000;      // of an extract, whose addresses have no place at all
constexpr std::uint64_t kManyFeatures = 10'000;  // from here a region is looked up in the file's own index

std::string shortened(std::string text) {
  constexpr std::size_t limit = 80;
  text = core::cleaned(text);
  if (text.size() <= limit) return text;
  text.resize(limit);
  return core::cleaned(text) + "...";
}

// Text in a code page of old: Dutch exports that are not UTF-8 are Windows-1252.
std::string utf8(const char* bytes) {
  std::string text = core::cleaned(bytes);
  if (text.find("\xEF\xBF\xBD") == std::string::npos ||
      std::string_view{bytes}.find("\xEF\xBF\xBD") != std::string_view::npos) {
    return text;
  }
  char* const recoded = CPLRecode(bytes, "CP1252", CPL_ENC_UTF8);
  text = core::cleaned(recoded);
  CPLFree(recoded);
  return text;
}

std::string real_text(double value) {
  if (std::isfinite(value) && value == std::floor(value) && std::abs(value) < 1e15) return fmt::format("{:.0f}", value);
  return fmt::format("{}", value);
}

std::string date_text(OGRFeatureH feature, int column) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
  float second = 0;
  if (OGR_F_GetFieldAsDateTimeEx(feature, column, &year, &month, &day, &hour, &minute, &second, &zone) == 0) return {};
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

std::string list_text(OGRFeatureH feature, int column) {
  std::string text;
  for (char** entry = OGR_F_GetFieldAsStringList(feature, column); entry != nullptr && *entry != nullptr; ++entry) {
    if (!text.empty()) text += ',';
    text += utf8(*entry);
  }
  return text;
}

std::string column_text(OGRFeatureH feature, int column) {
  if (OGR_F_IsFieldSetAndNotNull(feature, column) == 0) return {};
  switch (OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, column))) {
    case OFTReal:
      return real_text(OGR_F_GetFieldAsDouble(feature, column));
    case OFTInteger:
    case OFTInteger64:
      return fmt::format("{}", OGR_F_GetFieldAsInteger64(feature, column));
    case OFTDate:
    case OFTDateTime:
      return date_text(feature, column);
    case OFTStringList:
      return list_text(feature, column);
    default: {
      const std::string text = utf8(OGR_F_GetFieldAsString(feature, column));
      return std::string{core::trimmed(text)};
    }
  }
}

std::string field_text(OGRFeatureH feature, const Field& field) {
  if (field.constant) return *field.constant;
  for (const int column : field.columns) {
    std::string text = column_text(feature, column);
    if (!text.empty()) return text;
  }
  return {};
}

LayerFields fields_of(OGRLayerH layer) {
  LayerFields fields;
  fields.name = OGR_L_GetName(layer);
  fields.has_geometry = OGR_L_GetGeomType(layer) != wkbNone;
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
  for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
    fields.fields.emplace_back(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)));
  }
  return fields;
}

std::string url_of(const Source& source) {
  if (!source.url.empty()) return source.url;
  for (const auto& mapping : shipped_mappings()) {
    if (mapping.id == source.mapping) return mapping.url;
  }
  return {};
}

geo::Point mean_of(const std::vector<geo::Point>& points) {
  geo::Point sum;
  for (const auto& point : points) sum = {sum.x_m + point.x_m, sum.y_m + point.y_m};
  const auto count = static_cast<double>(points.size());
  return {sum.x_m / count, sum.y_m / count};
}

}  // namespace

// ---- Record

std::string Record::text(const Field& field) {
  std::string value = field_text(feature_, field);
  if (field.codes.empty()) return value;
  const auto code = field.codes.find(core::folded(value));
  return code == field.codes.end() ? value : code->second;
}

std::optional<double> Record::number(const Field& field) {
  const std::string value = text(field);
  if (says_nothing(value)) return std::nullopt;
  const auto number = core::parsed_number(value);
  if (!number) {
    warn("not_a_number", value,
         fmt::format("field '{}' should hold a number; it is taken as unknown", field.source_name));
    return std::nullopt;
  }
  if (*number <= kSecret) return std::nullopt;
  return *number * field.factor;
}

std::optional<double> Record::amount(const Field& field) {
  const auto value = number(field);
  if (!value || *value >= 0.0) return value;
  warn("negative_amount", fmt::format("{}", *value),
       fmt::format("field '{}' cannot be below zero; it is taken as unknown", field.source_name));
  return std::nullopt;
}

std::vector<std::string> Record::list(const Field& field) { return core::split(text(field), ','); }

std::string Record::bag_id(const Field& field) {
  const std::string value = text(field);
  if (says_nothing(value)) return {};
  if (auto id = find_bag_id(value)) return *id;
  warn("no_bag_id", value,
       fmt::format("field '{}' should hold a BAG identification of 16 digits; it is left out", field.source_name));
  return {};
}

std::string Record::date(const Field& field) {
  const std::string value = text(field);
  if (says_nothing(value)) return {};
  if (auto date = find_iso_date(value)) return *date;
  warn("no_date", value,
       fmt::format("field '{}' should hold a date such as 2025-12-31; it is left out", field.source_name));
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
  return mean_of(shape_.points);
}

void Record::find(core::Severity severity, std::string rule, std::string value, std::string remedy) {
  core::Finding finding;
  finding.severity = severity;
  finding.source = reader_.source_.name;
  finding.record = key_.empty() ? fmt::format("feature {}", OGR_F_GetFID(feature_)) : key_;
  finding.rule = std::move(rule);
  finding.value = shortened(std::move(value));
  finding.remedy = std::move(remedy);
  const geo::Point place = shape_.bounds().centre();
  if (at_project_crs_ && geo::is_finite(place)) finding.location = core::Location{place.x_m, place.y_m};
  reader_.report_.add(std::move(finding));
}

void Record::reject(std::string rule, std::string value, std::string remedy) {
  fate_ = Fate::rejected;
  find(core::Severity::rejected, std::move(rule), std::move(value), std::move(remedy));
}

void Record::leave_out(std::string rule, std::string value, std::string remedy) {
  fate_ = Fate::left_out;
  if (reader_.options_.list_left_out) find(core::Severity::note, std::move(rule), std::move(value), std::move(remedy));
}

bool Record::is_elsewhere(std::span<const std::string> bag_ids) {
  const auto* const known = reader_.options_.bag_ids;
  if (known == nullptr) return false;
  const auto is_known = [&](const std::string& id) { return known->contains(id); };
  if (std::any_of(bag_ids.begin(), bag_ids.end(), is_known)) return false;
  fate_ = Fate::elsewhere;
  return true;
}

void Record::warn(std::string rule, std::string value, std::string remedy) {
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
  const bool lines = reader_.table_.geometry == Geometry::lines;
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
  const bool optional = reader_.table_.geometry == Geometry::points_if_any ||
                        reader_.table_.geometry == Geometry::areas_if_any || reader_.mapping().cell_size_m > 0.0;
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
  if (reader_.table_.geometry == Geometry::areas && shape_.polygons.empty() && has_place()) {
    return reject("wrong_geometry", "point", "an area is needed here, not a point");
  }
  if (shape_.polygons.empty()) return;
  const auto fault = geo::find_invalidity(shape_.polygons);
  if (!fault && !shape_.rings_closed) return;
  if (fault) shape_.polygons = geo::made_valid(shape_.polygons);
  if (shape_.polygons.empty()) return reject("invalid_geometry", *fault, "no area is left of it; correct the geometry");
  repaired_ = true;
  warn("repaired_geometry", fault.value_or("a ring was open"), "made valid; have it corrected at the source");
}

// ---- FeatureReader

FeatureReader::FeatureReader(const Source& source, std::string_view table, const ReadOptions& options,
                             const core::Control& control)
    : source_{source}, table_{*find_table(table)}, options_{options}, control_{control} {
  file_ = open_file(source.path, url_of(source), scope_);
  bind_layer();
  record_.source = source;
  describe_source();
  record_.driver = file_.driver;
  record_.layer = OGR_L_GetName(layer_.handle());
  record_.mapping = binding_.mapping.id;
  settle_crs();
  gate_sample();
  set_filters();
}

void FeatureReader::fail(const std::string& what) const {
  throw core::Error{core::ErrorKind::data, fmt::format("source '{}', {}, layer '{}': {}", source_.name,
                                                       source_.path.string(), OGR_L_GetName(layer_.handle()), what)};
}

bool FeatureReader::extract_has(std::string_view layer) const {
  if (!file_.extract) return false;
  const auto names = file_.extract->layers();
  return std::find(names.begin(), names.end(), layer) != names.end();
}

std::vector<LayerFields> FeatureReader::offered_layers() {
  if (file_.extract) return extract_layers();
  std::vector<LayerFields> layers;
  for (const auto& name : layer_names(file_.dataset)) {
    layers.push_back(fields_of(GDALDatasetGetLayerByName(file_.dataset.get(), name.c_str())));
  }
  return layers;
}

// Of an extract only the object types that the table can be: to open one may mean to unpack a zip of a gigabyte.
std::vector<LayerFields> FeatureReader::extract_layers() {
  auto names = file_.extract->layers();
  const auto wanted = [&](const std::string& name) {
    return source_.layer.empty() ? is_layer_of(table_, name) : field_key(source_.layer) == field_key(name);
  };
  if (std::any_of(names.begin(), names.end(), wanted)) std::erase_if(names, std::not_fn(wanted));
  std::vector<LayerFields> layers;
  for (const auto& name : names) {
    const Dataset first = open_lv_bag_file(file_.extract->files_of(name).front(), scope_);
    layers.push_back(fields_of(GDALDatasetGetLayer(first.get(), 0)));
  }
  return layers;
}

void FeatureReader::open_layer(const std::string& name) {
  if (file_.extract) {
    layer_ = PartedLayer{file_.extract->files_of(name), scope_};
  } else {
    layer_ = PartedLayer{GDALDatasetGetLayerByName(file_.dataset.get(), name.c_str())};
  }
}

void FeatureReader::note_other_layers(const std::vector<LayerFields>& layers) {
  if (!file_.extract || layers.size() < 2) return;
  std::vector<std::string> others;
  for (const auto& layer : layers) {
    if (layer.name != layers[binding_.layer].name) others.push_back(layer.name);
  }
  add_note(fmt::format("{} in it too: a source of its own reads that, with layer = \"...\"", fmt::join(others, ", ")));
}

void FeatureReader::bind_layer() {
  const auto layers = offered_layers();
  binding_ = bound(source_, table_, layers);
  const auto& chosen = layers[binding_.layer];
  open_layer(chosen.name);
  note_other_layers(layers);
  const bool own_places = source_.fields.contains("x") || source_.fields.contains("lon");
  if (!chosen.has_geometry || own_places) {
    if (field("x").present() && field("y").present()) {
      x_ = &field("x");
      y_ = &field("y");
    } else if (field("lon").present() && field("lat").present()) {
      x_ = &field("lon");
      y_ = &field("lat");
    }
  }
  const auto axes = source_.constants.find("axis_order");
  swapped_ = axes != source_.constants.end() && axes->second == "yx";
}

bool FeatureReader::has_places() const { return uses_columns() || OGR_L_GetGeomType(layer_.handle()) != wkbNone; }

std::vector<Field> FeatureReader::further_fields() const {
  const auto names = fields_of(layer_.handle()).fields;
  std::set<int> taken;
  for (const auto& [canonical, field] : binding_.fields) taken.insert(field.columns.begin(), field.columns.end());
  std::vector<Field> fields;
  for (int column = 0; column < static_cast<int>(names.size()); ++column) {
    if (taken.contains(column)) continue;
    Field field;
    field.columns = {column};
    field.source_name = names[static_cast<std::size_t>(column)];
    fields.push_back(std::move(field));
  }
  return fields;
}

// What the project does not say of a source, its mapping knows; but made-up data is not the public source it imitates.
void FeatureReader::describe_source() {
  if (source_.made_up) return;
  const auto& mapping = binding_.mapping;
  auto& known = record_.source;
  if (known.title.empty()) known.title = mapping.title;
  if (known.url.empty()) known.url = mapping.url;
  if (known.licence.empty()) known.licence = mapping.licence;
  if (known.attribution.empty()) known.attribution = mapping.attribution;
}

void FeatureReader::settle_crs() {
  const std::string declared = uses_columns() ? std::string{} : crs_of(layer_.handle());
  std::string assumed = binding_.mapping.crs;
  std::string basis = fmt::format("assumed for '{}'", binding_.mapping.id);
  if (uses_columns()) {
    const std::string known = assumed.empty() ? std::string{geo::kRdNew} : assumed;
    const std::string metres = options_.undeclared_crs.empty() ? known : options_.undeclared_crs;
    assumed = x_ == &field("lon") ? std::string{geo::kWgs84} : metres;
    basis = fmt::format("assumed for fields '{}' and '{}'", x_->source_name, y_->source_name);
  } else if (OGR_L_GetGeomType(layer_.handle()) == wkbNone) {
    assumed = options_.crs;  // nothing to transform: places come from keys, or there are none
  } else if (assumed.empty() && !options_.undeclared_crs.empty()) {
    assumed = options_.undeclared_crs;
    basis = "assumed, since the file declares none";
  }
  auto crs = source_crs(source_, OGR_L_GetName(layer_.handle()), declared, assumed, basis);
  crs.by_option = !options_.undeclared_crs.empty();
  crs_ = crs.crs;
  gate_.emplace(crs, options_.crs);
  transformation_.emplace(crs.crs, options_.crs);
  record_.crs = transformation_->operation();
  if (crs.basis != "declared by the file") add_note(fmt::format("CRS {} {}", crs.crs, crs.basis));
  if (!source_.crs.empty() && !declared.empty())
    add_note(fmt::format("the file itself declares {}", declared == source_.crs ? "the same" : declared));
}

// Before any filter: a filter in the wrong coordinates would hide the fault that this finds.
void FeatureReader::gate_sample() {
  std::vector<geo::Box> sample;
  layer_.rewind();
  for (std::size_t seen = 0; sample.size() < kSampleSize; ++seen) {
    if (layer_.has_parts() && seen == kMostSampled) break;
    const Feature feature = layer_.next();
    if (!feature) break;
    const auto shape = source_shape(feature.get());
    if (shape.fault() == Shape::Fault::none) sample.push_back(shape.bounds());
  }
  gate_->check_sample(sample, source_, OGR_L_GetName(layer_.handle()), uses_columns());
}

void FeatureReader::set_filters() {
  filtered_ = !binding_.where.empty();
  if (!layer_.set_where(binding_.where)) {
    fail(fmt::format("where = \"{}\" cannot be applied: {}", binding_.where, scope_.last_failure()));
  }
  // Where the past is left out, and nobody asks what was, GDAL need not see it.
  sieve_.present_only = layer_.has_parts() && !options_.list_left_out && !binding_.where.empty() &&
                        binding_.where == binding_.mapping.where;
  if (layer_.has_parts() && options_.region && options_.crs == crs_) sieve_.region = options_.region;
  const bool indexed = OGR_L_TestCapability(layer_.handle(), OLCFastSpatialFilter) != 0;
  if (!options_.region || uses_columns() || swapped_ || !indexed) return;
  if (layer_.count() < kManyFeatures) return;
  const auto box = box_in_source(*options_.region, options_.crs, crs_);
  if (box.empty()) return;
  filtered_ = true;
  OGR_L_SetSpatialFilterRect(layer_.handle(), box.min_x_m, box.min_y_m, box.max_x_m, box.max_y_m);
  add_note("read through the file's spatial index: records without geometry were not seen");
}

Shape FeatureReader::source_shape(OGRFeatureH feature) const {
  Shape shape;
  if (uses_columns()) {
    const auto x = core::parsed_number(field_text(feature, *x_));
    const auto y = core::parsed_number(field_text(feature, *y_));
    if (x && y) shape.points.push_back({*x * x_->factor, *y * y_->factor});
  } else {
    shape = shape_of(OGR_F_GetGeometryRef(feature));
  }
  if (swapped_) swap_axes(shape);
  return shape;
}

Feature FeatureReader::next_feature() {
  Feature feature = layer_.next();
  if (feature) {
    ++seen_count_;
  } else {
    check_end();
  }
  return feature;
}

// The end of the file, or only of what is left of it: FlatGeobuf says nothing then, but its header has the count.
void FeatureReader::check_end() const {
  if (scope_.failure_count() != failures_) {
    fail(fmt::format("breaks off after {} records: {}; get the file again or mend it", seen_count_,
                     scope_.last_failure()));
  }
  if (file_.driver != "FlatGeobuf" || filtered_) return;
  const auto expected = OGR_L_GetFeatureCount(layer_.handle(), FALSE);
  if (expected >= 0 && static_cast<std::uint64_t>(expected) > seen_count_) {
    fail(fmt::format("breaks off after {} of {} records; get the file again", seen_count_, expected));
  }
}

void FeatureReader::take(Record& record, const std::function<void(Record&)>& body) {
  if (scope_.failure_count() != failures_) {
    failures_ = scope_.failure_count();
    record.reject("unreadable", scope_.last_failure(), "the record is damaged; get the file again or mend it");
  }
  const auto is_rejected = [&] { return record.fate_ == Record::Fate::rejected; };
  if (!is_rejected()) record.read_geometry();
  if (!is_rejected() && record.region_misses()) return;
  if (!is_rejected()) record.repair();
  if (!is_rejected()) body(record);
  count(record);
}

void FeatureReader::count(const Record& record) {
  switch (record.fate_) {
    case Record::Fate::left_out:
      ++record_.left_out_count;
      return;
    case Record::Fate::elsewhere:
      ++record_.elsewhere_count;
      return;
    case Record::Fate::rejected:
      ++record_.rejected_count;
      break;
    case Record::Fate::joined:
      ++record_.joined_count;
      break;
    case Record::Fate::used:
      ++record_.used_count;
      if (record.repaired_) ++record_.repaired_count;
      break;
  }
  ++record_.read_count;
}

void FeatureReader::for_each(const std::function<void(Record&)>& body) {
  const std::string stage = fmt::format("read {}", source_.name);
  const auto total = static_cast<std::uint64_t>(std::max<GIntBig>(0, OGR_L_GetFeatureCount(layer_.handle(), FALSE)));
  layer_.on_part([&](std::size_t part) {
    control_.check_stop();
    control_.report(stage, part, layer_.part_count());
  });
  layer_.set_sieve(sieve_);
  layer_.rewind();
  failures_ = scope_.failure_count();
  while (const Feature feature = next_feature()) {
    if (seen_count_ % 4096 == 1) {
      control_.check_stop();
      if (!layer_.has_parts()) control_.report(stage, record_.read_count, total);
    }
    Record record{*this, feature.get()};
    const auto& key = field(table_.key);
    if (key.present()) record.key_ = record.text(key);
    take(record, body);
  }
  layer_.on_part({});
  const std::uint64_t done = layer_.has_parts() ? layer_.part_count() : record_.read_count;
  control_.report(stage, done, std::max(total, done));
  if (options_.list_left_out && !options_.region && !binding_.where.empty()) list_left_out();
  if (record_.elsewhere_count > 0) tell_elsewhere();
}

/// One note for all of them: a national register has millions.
void FeatureReader::tell_elsewhere() {
  report_.add({core::Severity::note,
               source_.name,
               "",
               "elsewhere",
               fmt::format("{} record{}", record_.elsewhere_count, record_.elsewhere_count == 1 ? "" : "s"),
               "their buildings and units are not in the project: outside the region, or not in its BAG",
               {}});
}

/// One note for each feature that the filter passes over: those that its contrary lets through, and together they must
/// be all. A condition on an absent value holds in neither, and would lose the feature without a word.
void FeatureReader::list_left_out() {
  const std::string contrary = fmt::format("NOT ({})", binding_.where);
  layer_.set_where("");
  const auto all = layer_.count();
  if (!layer_.set_where(contrary)) {
    fail(fmt::format("where = \"{}\" cannot be turned round to list what it leaves out: {}", binding_.where,
                     scope_.last_failure()));
  }
  layer_.rewind();
  const auto& key = field(table_.key);
  while (const Feature feature = next_feature()) {
    if (record_.left_out_count++ % 4096 == 0) control_.check_stop();
    Record record{*this, feature.get()};
    if (key.present()) record.key_ = record.text(key);
    record.find_place();
    record.find(core::Severity::note, "left_out", "", fmt::format("taken are only features with {}", binding_.where));
  }
  if (record_.read_count + record_.left_out_count == all) return;
  fail(
      fmt::format("where = \"{}\" takes {} features and leaves out {}, of {}: it says nothing of absent values; add "
                  "\"IS NULL\" or \"IS NOT NULL\" conditions",
                  binding_.where, record_.read_count, record_.left_out_count, all));
}

}  // namespace trek::ingest::detail
