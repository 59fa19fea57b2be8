#pragma once

#include <array>
#include <cassert>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/phrase.hpp"
#include "trek/core/report.hpp"
#include "trek/geo/crs.hpp"
#include "trek/ingest/detail/binding.hpp"
#include "trek/ingest/detail/coordinates.hpp"
#include "trek/ingest/detail/files.hpp"
#include "trek/ingest/detail/key_set.hpp"
#include "trek/ingest/detail/number_reader.hpp"
#include "trek/ingest/detail/ogr.hpp"
#include "trek/ingest/detail/parted_layer.hpp"
#include "trek/ingest/detail/shape.hpp"
#include "trek/ingest/read.hpp"

namespace trek::ingest::detail {

class FeatureReader;

/// Rules of the findings about what a field of numbers holds.
inline constexpr std::array<std::string_view, 5> kNumberRules{"not_a_number", "other_unit", "approximate_number",
                                                              "unit_converted", "negative_amount"};

/// One feature, seen through the mapping; valid during the call it is given to.
///
/// Values: text is cleaned, trimmed and translated by the codes; what points and commas mean in a number is settled by
/// its whole column, and it takes its unit or the mapping's factor; CBS's secret values (-99990 and below) and words
/// such as "n.v.t." are no value.
class Record {
 public:
  [[nodiscard]] std::string text(const Field& field);
  [[nodiscard]] std::optional<double> number(const Field& field);
  /// The same without a word on what is no number.
  [[nodiscard]] std::optional<double> find_plain_number(const Field& field) const;
  /// A number below zero is reported and unknown.
  [[nodiscard]] std::optional<double> amount(const Field& field);
  /// The number is there and kept from publication (CBS: -99997), which says more than that it is unknown.
  [[nodiscard]] bool is_secret(const Field& field) const;
  /// Values of a field that holds several, in any form (see list_parts).
  [[nodiscard]] std::vector<std::string> list(const Field& field);
  /// All that a field holds, each once; what is no BAG identification is reported.
  [[nodiscard]] std::vector<std::string> bag_ids(const Field& field);
  [[nodiscard]] std::string date(const Field& field);
  /// Every column of a field that holds a value, by the name that it has in the layer.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> tags(const Field& field);

  /// Takes `key` as this record's name. False, and the record is rejected, when it is empty or taken.
  bool claim(const std::string& key);
  /// The same with the table's key field; a layer without one is named by its feature numbers.
  std::optional<std::string> claim_key();

  [[nodiscard]] bool has_polygons() const noexcept { return !shape_.polygons.empty(); }
  [[nodiscard]] bool has_place() const noexcept {
    return has_polygons() || !shape_.points.empty() || !shape_.lines.empty();
  }
  [[nodiscard]] const geo::MultiPolygon& polygons() const noexcept { return shape_.polygons; }
  /// Of a table of lines; those that were drawn as one feature.
  [[nodiscard]] const std::vector<geo::LineString>& lines() const noexcept { return shape_.lines; }
  /// The point; of polygons one inside them; of several points the one nearest to their mean. Precondition:
  /// has_place().
  [[nodiscard]] geo::Point place() const;
  /// One per place where the parts of the feature lie apart (see separate_places); several are told, as rows of one
  /// key.
  [[nodiscard]] std::vector<geo::Point> places();
  /// How many places the feature has, if its parts may lie so far apart, and what to say of them: "2 places, 5000 m
  /// across".
  [[nodiscard]] std::optional<core::Phrase> find_several_places(double gap_m) const;
  [[nodiscard]] const Shape& shape() const noexcept { return shape_; }
  /// A geometry that follows from the key (a grid cell) instead of one that is not there.
  void set_polygons(geo::MultiPolygon polygons) { shape_.polygons = std::move(polygons); }

  void reject(std::string rule, core::Phrase value, std::string remedy);
  /// The record says more of one that another feature began.
  void join() noexcept { fate_ = Fate::joined; }
  /// The record is the same thing as an earlier one of the source: counted once, and listed.
  void join_twin(const std::string& key_of_first);
  /// The mapping passes it over: counted, and listed where the options ask for that.
  void leave_out(std::string rule, core::Phrase value, std::string remedy);
  /// True, and the record is not counted either, when its place (which followed from its key) is not in the region.
  bool is_outside();
  /// The record is understood and is not one of those that count: left out, and always listed.
  void set_apart(std::string rule, core::Phrase value, std::string remedy);
  /// True, and the record is only counted, when the project has none of these buildings and units.
  bool is_elsewhere(std::span<const std::string> bag_ids);
  void warn(std::string rule, core::Phrase value, std::string remedy);
  /// A code that is in no list: warned of, and unknown from here.
  void warn_unknown_code(const Field& field, const std::string& value);

 private:
  friend class FeatureReader;
  Record(FeatureReader& reader, OGRFeatureH feature) : reader_{reader}, feature_{feature} {}
  enum class Fate { used, joined, rejected, left_out, elsewhere, outside };
  void find(core::Severity severity, std::string rule, core::Phrase value, std::string remedy);
  void read_geometry();
  void drop_other_types();
  void find_place();
  void repair();
  [[nodiscard]] bool region_misses() const;

  FeatureReader& reader_;
  OGRFeatureH feature_;
  Shape shape_;
  std::string key_;
  Fate fate_ = Fate::used;
  bool repaired_ = false;
  bool at_project_crs_ = false;
};

/// How weights are chosen among the further fields: by name, and then a value that is no number has to be told; or by
/// what the fields hold.
enum class Weights : std::uint8_t { named, found };

/// All rows of a CSV of points, a value each of the fields that were asked for.
struct PlainRows {
  struct Column {
    std::vector<double> values;  // NaN: unknown
    std::size_t number_count = 0;
    std::string other;  // the first value that is no number
  };
  std::vector<std::string> key;
  std::vector<geo::Point> place;  // in the project CRS
  std::vector<Column> columns;    // one per field
};

/// The one way from a source to a table: opens, binds, gates, and walks through the features.
class FeatureReader {
 public:
  /// Errors  as `read_*` in trek/ingest/read.hpp.
  FeatureReader(const model::Source& source, std::string_view table, const ReadOptions& options,
                const core::Control& control);

  [[nodiscard]] const Field& field(std::string_view canonical) const { return binding_.fields.find(canonical)->second; }
  /// Null for a field that the table does not have.
  [[nodiscard]] const Field* find_field(std::string_view canonical) const {
    const auto found = binding_.fields.find(canonical);
    return found == binding_.fields.end() ? nullptr : &found->second;
  }
  [[nodiscard]] const config::Mapping& mapping() const noexcept { return binding_.mapping; }
  [[nodiscard]] std::string_view table_name() const noexcept { return table_.name; }
  /// The day of the run, ISO; empty where none was given.
  [[nodiscard]] const std::string& today() const noexcept { return options_.today; }
  /// The layer's fields that no canonical field takes, in file order.
  [[nodiscard]] std::vector<Field> further_fields() const;
  /// False when neither geometry nor fields can hold a place.
  [[nodiscard]] bool has_places() const;
  /// For an extract in many files: features that no record is made of, left out before GDAL takes its time over them.
  void set_sieve_ids(std::vector<std::uint64_t> ids) { sieve_.ids = std::move(ids); }
  /// Whether the source is an extract in many files that holds that layer too.
  [[nodiscard]] bool extract_has(std::string_view layer) const;
  /// The rows of a plain CSV of points without a feature for each; see PlainRows. Empty, and nothing has happened,
  /// where the file is another one or a row is one of which something has to be said: for_each() is for those.
  [[nodiscard]] std::optional<PlainRows> find_plain_rows(std::span<const Field> further, Weights weights);
  /// Calls `body` once a feature that has the geometry its table needs, in file order.
  void for_each(const std::function<void(Record&)>& body);
  [[noreturn]] void fail(const std::string& what) const;
  /// Of the source as a whole, or of what it refers to.
  void add_finding(core::Finding finding) {
    finding.source = source_.name;
    report_.add(std::move(finding));
  }
  void add_note(core::Phrase note) { record_.notes.push_back(std::move(note)); }

  template <class Table>
  [[nodiscard]] Loaded<Table> finish(Table table) {
    assert(record_.balances() && report_.rejected_count() == record_.rejected_count);
    record_.sha256 = fingerprint(source_.path);
    return {std::move(table), std::move(record_), std::move(report_)};
  }

 private:
  friend class Record;
  void bind_layer();
  void find_plain_csv();
  void find_overfull_rows();
  [[nodiscard]] bool read_plain_rows(std::span<const Field> further, Weights weights, PlainRows& rows);
  [[nodiscard]] bool place_plain_rows(PlainRows& rows) const;
  [[nodiscard]] std::vector<LayerFields> offered_layers();
  [[nodiscard]] std::vector<LayerFields> extract_layers();
  void open_layer(const std::string& name);
  void note_unread_columns();
  void note_other_layers(const std::vector<LayerFields>& layers);
  void describe_source();
  void settle_crs();
  void set_filters();
  [[noreturn]] void fail_where() const;
  void settle_numbers();
  [[nodiscard]] FoundNumber number_of(OGRFeatureH feature, const Field& field) const;
  void gate_sample();
  void take(Record& record, const std::function<void(Record&)>& body);
  void count(const Record& record);
  void list_left_out();
  void tell_elsewhere();
  [[nodiscard]] Feature next_feature();
  void check_end() const;
  [[nodiscard]] Shape source_shape(OGRFeatureH feature) const;
  [[nodiscard]] bool uses_columns() const noexcept { return x_ != nullptr; }

  const model::Source& source_;
  const config::TableFields& table_;
  const ReadOptions& options_;
  const core::Control& control_;
  GdalScope scope_;
  OpenedFile file_;
  PartedLayer layer_;
  Binding binding_;
  const Field* x_ = nullptr;  // with y_: coordinates in fields, for layers without geometry
  const Field* y_ = nullptr;
  bool swapped_ = false;
  std::string crs_;  // of the coordinates as read
  std::optional<CoordinateGate> gate_;
  std::optional<geo::Transformation> transformation_;
  std::size_t failures_ = 0;      // of GDAL, seen so far
  std::uint64_t seen_count_ = 0;  // features, the ones outside the region too
  bool filtered_ = false;         // by `where` or by the file's spatial index
  StandSieve sieve_;
  std::optional<PlainCsv> plain_;
  std::size_t header_cells_ = 0;
  std::map<std::int64_t, std::size_t> overfull_;  // records of a CSV with more cells than columns, and how many
  NumberReader numbers_;
  KeySet keys_;
  model::SourceRecord record_;
  core::Report report_;
};

}  // namespace trek::ingest::detail
