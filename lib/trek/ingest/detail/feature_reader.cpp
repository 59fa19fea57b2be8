#include "trek/ingest/detail/feature_reader.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <set>

#include "trek/config/field_key.hpp"
#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/geo/topology.hpp"
#include "trek/ingest/detail/csv_rows.hpp"
#include "trek/ingest/detail/field_text.hpp"
#include "trek/ingest/detail/osm_objects.hpp"
#include "trek/ingest/detail/remedies.hpp"
#include "trek/ingest/detail/spreadsheet.hpp"
#include "trek/ingest/detail/values.hpp"

namespace trek::ingest::detail {

namespace {

constexpr std::size_t kSampleSize = 100;         // features that decide whether a layer is in its CRS
constexpr std::size_t kMostSampled = 1'000;      // of an extract, whose addresses have no place at all
constexpr std::uint64_t kManyFeatures = 10'000;  // from here a region is looked up in the file's own index

LayerFields fields_of(OGRLayerH layer) {
  LayerFields fields;
  fields.name = OGR_L_GetName(layer);
  fields.has_geometry = OGR_L_GetGeomType(layer) != wkbNone;
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
  for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
    fields.fields.push_back(utf8(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i))));
  }
  return fields;
}

/// The names of fields in an OGR condition: its words that are neither its own nor in quotes of a text.
std::vector<std::string> names_in_filter(std::string_view filter) {
  static const std::set<std::string> kOwn{"and",     "or",     "not",     "in",    "like",  "ilike",
                                          "is",      "null",   "between", "cast",  "as",    "character",
                                          "integer", "float",  "numeric", "date",  "upper", "lower",
                                          "substr",  "length", "true",    "false", "escape"};
  std::vector<std::string> names;
  std::string word;
  char quote = 0;
  for (const char c : std::string{filter} + " ") {
    const bool in_text = quote == '\'';
    const bool letter = core::is_letter(c) || core::is_digit(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80U ||
                        (quote == '"' && c != '"');
    if (c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
    }
    if (in_text) continue;
    if (letter) {
      word += c;
      continue;
    }
    const bool is_number = !word.empty() && word.front() >= '0' && word.front() <= '9';
    if (!word.empty() && !is_number && !kOwn.contains(core::folded(word))) names.push_back(word);
    word.clear();
  }
  return names;
}

/// Records that are understood and do not count, or not on their own: told for the source as a whole too.
core::Phrase note_of_set_apart(const core::Report& report) {
  static constexpr std::pair<const char*, const char*> kRules[] = {{"not_listed", "staan niet op de lijst"},
                                                                   {"not_yet", "gelden nog niet"},
                                                                   {"ended", "gelden niet meer"},
                                                                   {"twice", "dubbel"},
                                                                   {"several_places", "met meer plaatsen"}};
  core::Phrase note;
  for (const auto& [rule, dutch] : kRules) {
    const auto count = std::ranges::count(report.findings(), rule, &core::Finding::rule);
    if (count == 0) continue;
    const char* const behind = note.empty() ? "" : ", ";
    note = {note.nl + fmt::format("{}{} {}", behind, count, dutch),
            note.en + fmt::format("{}{} {}", behind, count, rule)};
  }
  if (note.empty()) return note;
  return {fmt::format("records die niet gewoon meetellen: {}; 'trek check' zegt welke", note.nl),
          fmt::format("records that do not count as they stand: {}; 'trek check' says which", note.en)};
}

/// What to do where its file is absent; empty where nothing is known.
std::string remedy_if_absent(const model::Source& source) {
  if (!source.if_absent.empty()) return source.if_absent;
  const config::Mapping* const mapping = config::find_mapping(source.mapping);
  const std::string url = !source.url.empty() || mapping == nullptr ? source.url : mapping->url;
  if (url.empty()) return {};
  return fmt::format("it can be had from {}{}", url,
                     url.starts_with("http") ? "; 'trek fetch' downloads what it can" : "");
}

}  // namespace

FeatureReader::FeatureReader(const model::Source& source, std::string_view table, const ReadOptions& options,
                             const core::Control& control)
    : source_{source}, table_{*config::find_table(table)}, options_{options}, control_{control}, scope_{control.stop} {
  if (is_osm_source(table, source.path)) {
    check_present(source.path, remedy_if_absent(source));
    file_.dataset = open_osm_objects(table, source.path, control);
    file_.driver = "OSM";
  } else {
    file_ = open_file(source.path, remedy_if_absent(source), scope_);
  }
  bind_layer();
  find_plain_csv();
  find_overfull_rows();
  if (const auto missing = find_missing_pages(file_)) fail(*missing);
  record_.source = source;
  describe_source();
  record_.driver = file_.driver;
  for (const auto& note : file_.notes) add_note(note);
  record_.layer = OGR_L_GetName(layer_.handle());
  record_.mapping = binding_.mapping.id;
  settle_crs();
  settle_numbers();
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
    return source_.layer.empty() ? is_layer_of(table_, name)
                                 : config::field_key(source_.layer) == config::field_key(name);
  };
  if (std::any_of(names.begin(), names.end(), wanted)) std::erase_if(names, std::not_fn(wanted));
  std::vector<LayerFields> layers;
  for (const auto& name : names) {
    const Dataset first = open_lv_bag_file(file_.extract->files_of(name).front(), name, scope_);
    layers.push_back(fields_of(GDALDatasetGetLayer(first.get(), 0)));
  }
  return layers;
}

void FeatureReader::open_layer(const std::string& name) {
  if (file_.extract) {
    layer_ = PartedLayer{name, file_.extract->files_of(name), scope_};
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
  const std::string names = fmt::format("{}", fmt::join(others, ", "));
  add_note({fmt::format("bevat ook {}: een eigen bron leest dat", names),
            fmt::format("{} in it too: a source of its own reads that; {}", names, layer_remedy(source_.told))});
}

void FeatureReader::bind_layer() {
  const auto layers = offered_layers();
  binding_ = bound(source_, table_, layers);
  const auto& chosen = layers[binding_.layer];
  open_layer(chosen.name);
  note_other_layers(layers);
  for (const auto& note : binding_.notes) add_note(note);
  if (file_.driver == "ESRI Shapefile" && OGR_L_TestCapability(layer_.handle(), OLCStringsAsUTF8) == 0) {
    add_note({"het bestand noemt zijn codetabel niet: wat geen UTF-8 is, is gelezen als Windows-1252",
              "the file does not say its code page: what is no UTF-8 is read as Windows-1252"});
  }
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
  note_unread_columns();
  const auto axes = source_.constants.find("axis_order");
  swapped_ = axes != source_.constants.end() && axes->second == "yx";
}

// Whoever made a list expects every column of it to count. Of points any further column may be a weight.
void FeatureReader::note_unread_columns() {
  if (!binding_.mapping.own || table_.name == "points") return;
  std::vector<std::string> names;
  for (const Field& field : further_fields()) names.push_back(fmt::format("'{}'", field.source_name));
  if (names.empty()) return;
  const std::string list = fmt::format("{}", fmt::join(names, ", "));
  add_note({fmt::format("niet gelezen kolommen: {}; trek init --reference noemt de velden van de tabel", list),
            fmt::format("columns that are not read: {}; trek init --reference lists the fields of the table", list)});
}

// Rows of a plain CSV have as many cells as its header.
void FeatureReader::find_overfull_rows() {
  if (file_.driver != "CSV" || plain_) return;
  const auto columns = OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(layer_.handle()));
  const CsvRows rows = csv_rows(file_.target, static_cast<std::size_t>(columns));
  header_cells_ = rows.header_cells;
  for (const OverfullRow& row : rows.overfull) overfull_.emplace(static_cast<std::int64_t>(row.record), row.cell_count);
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
  core::Phrase basis{fmt::format("aangenomen voor '{}'", binding_.mapping.id),
                     fmt::format("assumed for '{}'", binding_.mapping.id)};
  if (uses_columns()) {
    const std::string known = assumed.empty() ? std::string{geo::kRdNew} : assumed;
    const std::string metres = options_.undeclared_crs.empty() ? known : options_.undeclared_crs;
    assumed = x_ == &field("lon") ? std::string{geo::kWgs84} : metres;
    basis = {fmt::format("aangenomen voor de velden '{}' en '{}'", x_->source_name, y_->source_name),
             fmt::format("assumed for fields '{}' and '{}'", x_->source_name, y_->source_name)};
  } else if (OGR_L_GetGeomType(layer_.handle()) == wkbNone) {
    assumed = options_.crs;  // nothing to transform: places come from keys, or there are none
  } else if (assumed.empty() && !options_.undeclared_crs.empty()) {
    assumed = options_.undeclared_crs;
    basis = {"aangenomen, want het bestand noemt er geen", "assumed, since the file declares none"};
  }
  auto crs = source_crs(source_, OGR_L_GetName(layer_.handle()), declared, assumed, basis);
  crs.by_option = !options_.undeclared_crs.empty();
  crs_ = crs.crs;
  gate_.emplace(crs, options_.crs);
  transformation_.emplace(crs.crs, options_.crs);
  record_.crs = transformation_->operation();
  if (has_places() && !crs.by_file)
    add_note({fmt::format("CRS {} {}", crs.crs, crs.basis.dutch()), fmt::format("CRS {} {}", crs.crs, crs.basis.en)});
  if (!source_.crs.empty() && !declared.empty()) {
    const bool same = declared == source_.crs;
    add_note({same ? "het bestand noemt zelf hetzelfde" : "het bestand noemt zelf " + declared,
              fmt::format("the file itself declares {}", same ? "the same" : declared)});
  }
}

// Of a user's own list any column may be asked for as a number.
void FeatureReader::settle_numbers() {
  const bool own_list = table_.name == "points" || table_.name == "candidates" || table_.name == "vacancy";
  numbers_.settle(layer_, plain_ ? &*plain_ : nullptr, binding_.fields, own_list, geo::is_geographic(crs_),
                  is_spreadsheet(source_.path), source_.decimal);
  for (auto& note : numbers_.notes()) add_note(std::move(note));
}

FoundNumber FeatureReader::number_of(OGRFeatureH feature, const Field& field) const {
  auto found = numbers_.read(feature, field);
  if (found.doubt == FoundNumber::Doubt::two_ways) {
    fail(
        fmt::format("numbers of column '{}' can be read two ways: {}, and neither its other values nor the other "
                    "columns say which; {}",
                    field.source_name, both_readings(found.text), decimal_remedy(source_.told)));
  }
  return found;
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
  const auto failures = scope_.failure_count();
  // A GeoPackage looks at its filter only when the first feature is asked for.
  bool applies = layer_.set_where(binding_.where);
  if (applies && !binding_.where.empty() && !layer_.has_parts()) {
    layer_.rewind();
    const Feature first = layer_.next();
    applies = first != nullptr || scope_.failure_count() == failures;
    layer_.rewind();
  }
  if (!applies) fail_where();
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
  add_note({"gelezen via de ruimtelijke index van het bestand: records zonder vorm zijn niet gezien",
            "read through the file's spatial index: records without geometry were not seen"});
}

/// Says which name of the filter is no field, if one is.
void FeatureReader::fail_where() const {
  const auto names = fields_of(layer_.handle()).fields;
  std::string hint;
  for (const auto& word : names_in_filter(binding_.where)) {
    const auto is_word = [&](const std::string& name) { return config::field_key(name) == config::field_key(word); };
    if (!hint.empty() || std::any_of(names.begin(), names.end(), is_word)) continue;
    hint = fmt::format("; the layer has no field '{}'{}", word, core::did_you_mean(word, names));
  }
  fail(fmt::format("the filter {} = \"{}\" cannot be applied ({}){}; its fields are: {}", where_name(source_.told),
                   binding_.where, scope_.last_failure(), hint, fmt::join(names, ", ")));
}

Shape FeatureReader::source_shape(OGRFeatureH feature) const {
  Shape shape;
  if (uses_columns()) {
    const auto x = number_of(feature, *x_).value;
    const auto y = number_of(feature, *y_).value;
    if (x && y) shape.points.push_back({*x, *y});
  } else {
    shape = fitting_shape(feature, table_.geometry);
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
  if (const auto found = overfull_.find(OGR_F_GetFID(record.feature_)); found != overfull_.end()) {
    record.reject("too_many_cells",
                  {fmt::format("{} cellen, {} in de kop", found->second, header_cells_),
                   fmt::format("{} cells, {} in the header", found->second, header_cells_)},
                  "the row has more cells than the header; put a value that holds the separator in quotes");
  }
  const auto is_rejected = [&] { return record.fate_ == Record::Fate::rejected; };
  if (!is_rejected()) record.read_geometry();
  if (!is_rejected() && record.region_misses()) {
    ++record_.outside_count;
    return;
  }
  if (!is_rejected()) record.repair();
  if (!is_rejected()) body(record);
  count(record);
}

void FeatureReader::count(const Record& record) {
  switch (record.fate_) {
    case Record::Fate::outside:
      ++record_.outside_count;
      return;
    case Record::Fate::left_out:
      ++record_.left_out_count;
      break;
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
  assert(seen_count_ == record_.read_count + record_.elsewhere_count + record_.outside_count);
  layer_.on_part({});
  if (auto note = note_of_set_apart(report_); !note.empty()) add_note(std::move(note));
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
    ++record_.read_count;
    Record record{*this, feature.get()};
    if (key.present()) record.key_ = record.text(key);
    record.find_place();
    record.find(core::Severity::note, "left_out", "", fmt::format("taken are only features with {}", binding_.where));
  }
  if (record_.read_count == all) return;
  fail(
      fmt::format("where = \"{}\" takes {} features and leaves out {}, of {}: it says nothing of absent values; add "
                  "\"IS NULL\" or \"IS NOT NULL\" conditions",
                  binding_.where, record_.read_count - record_.left_out_count, record_.left_out_count, all));
}

}  // namespace trek::ingest::detail
