#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "trek/ingest/detail/osm_vacancy.hpp"
#include "trek/ingest/detail/read_parts.hpp"
#include "trek/ingest/detail/standing.hpp"
#include "trek/ingest/detail/twins.hpp"
#include "trek/ingest/read.hpp"

namespace trek::ingest {

using detail::FeatureReader;
using detail::Field;
using detail::Record;

namespace {

constexpr double kTwinVacancy_m = 25.0;  // a point in an outline, or at its door

/// One row a place, and one for a record without any.
std::vector<std::optional<geo::Point>> places_if_any(Record& record) {
  if (!record.has_place()) return {std::nullopt};
  const auto places = record.places();
  return {places.begin(), places.end()};
}

std::optional<double> read_weight(Record& record, const detail::Field& field) {
  const auto weight = record.amount(field);
  if (!weight || *weight <= 1.0) return weight;
  record.warn("no_weight", record.text(field), "a weight lies between 0 and 1; the default of its kind is used");
  return std::nullopt;
}

/// A list that does not say what its records are counts as a register, the strongest evidence there is.
core::Finding finding_without_kind(std::size_t count) {
  core::Finding finding;
  finding.severity = core::Severity::warning;
  finding.rule = "vacancy_without_kind";
  finding.value = {fmt::format("{} record{}", count, count == 1 ? "" : "s"),
                   fmt::format("{} record{}", count, count == 1 ? "" : "s")};
  finding.remedy = fmt::format(
      "taken as a register of vacancy, of weight {:.1f}: say what the list is with constants = {{ kind = "
      "\"register_entry\" "
      "}} (or user_report, weight {:.1f}, or administrative), or a record in a column 'kind' or 'weight'",
      model::default_weight(model::VacancyKind::register_entry),
      model::default_weight(model::VacancyKind::user_report));
  return finding;
}

std::string with_name(const std::string& name, const std::string& tags) {
  return name.empty() ? tags : fmt::format("{} ({})", name, tags);
}

std::string read_plain(Record& record, const Field& field) { return detail::without_rdf_marks(record.text(field)); }

/// A number that may be written as an IRI, as a real or, of a national monument, with zeros before it.
std::string read_number(Record& record, const Field& field, model::MonumentKind kind) {
  const std::string plain = read_plain(record, field);
  std::string number = detail::without_fraction(std::string{detail::cut_to_id(plain)});
  const bool digits = number.find_first_not_of("0123456789") == std::string::npos;
  if (kind == model::MonumentKind::national && digits) {
    number.erase(0, std::min(number.find_first_not_of('0'), number.size()));
  }
  return number;
}

/// The columns of model::Monuments, a monument a row, whatever the number of rows in the source.
class MonumentReader {
 public:
  explicit MonumentReader(const FeatureReader& reader)
      : number_{reader.field("number")},
        kind_{reader.field("kind")},
        quality_{reader.field("location_quality")},
        main_category_{reader.field("main_category")},
        sub_category_{reader.field("sub_category")},
        complex_number_{reader.field("complex_number")},
        name_{reader.field("name")},
        description_{reader.field("description")},
        original_function_{reader.field("original_function")},
        url_{reader.field("url")},
        address_{reader},
        bag_{reader},
        standing_{reader},
        status_{reader.field("status")},
        several_rows_{reader.mapping().several_rows},
        has_places_{reader.has_places()} {}

  void take(Record& record) {
    const auto verdict = standing_.judge(record);
    if (verdict == detail::StandingFields::Verdict::set_apart) return;
    const auto kind = read_kind(record, verdict);
    const std::string key = read_number(record, number_, kind);
    const auto known = row_of_.find(key);
    if (several_rows_ && known != row_of_.end()) return add_relation(record, known->second);
    auto ids = bag_.read(record);
    auto address = address_.read(record);
    const bool is_known = !ids.empty() || !address.empty();
    if (const auto several = record.find_several_places(kOneMonument_m); several && !is_known) {
      return record.reject("several_places", *several,
                           "which of them it is cannot be said: give an address, a BAG key or a feature a place");
    }
    if (has_places_ && !record.has_place() && !is_known) {
      return record.reject("missing_geometry", "", "give it a geometry, coordinates, an address or a BAG key");
    }
    if (!record.claim(key)) return;
    row_of_.emplace(key, table_.size());
    table_.number.push_back(key);
    table_.kind.push_back(kind);
    table_.place.push_back(find_place(record));
    table_.location_quality.push_back(
        read_code(record, quality_, model::find_location_quality, model::LocationQuality::unknown));
    table_.main_category.push_back(read_plain(record, main_category_));
    table_.sub_category.push_back(read_plain(record, sub_category_));
    table_.complex_number.push_back(read_complex(record));
    table_.name.push_back(read_name(record));
    table_.original_function.push_back(read_function(record));
    table_.address.push_back(std::move(address));
    buildings_.push_back(std::move(ids.buildings));
    units_.push_back(std::move(ids.units));
    table_.url.push_back(record.text(url_));
  }

  [[nodiscard]] model::Monuments table() && {
    for (const auto& buildings : buildings_) table_.building_ids.append_row(buildings);
    for (const auto& units : units_) table_.unit_ids.append_row(units);
    return std::move(table_);
  }

 private:
  static constexpr double kOneMonument_m = 500.0;  // an estate with its lodges is one

  /// What the list says of its kind; where a status cannot be understood, the mapping's constant is not sure either.
  [[nodiscard]] model::MonumentKind read_kind(Record& record, detail::StandingFields::Verdict verdict) const {
    if (verdict == detail::StandingFields::Verdict::doubtful) return model::MonumentKind::unknown;
    const auto kind = read_code(record, kind_, model::find_monument_kind, model::MonumentKind::unknown);
    if (kind != model::MonumentKind::unknown) return kind;
    return model::find_monument_kind(record.text(status_)).value_or(model::MonumentKind::unknown);
  }

  /// None where its parts lie apart: it is found by its keys or its address.
  [[nodiscard]] static std::optional<geo::Point> find_place(const Record& record) {
    if (!record.has_place() || record.find_several_places(kOneMonument_m)) return std::nullopt;
    return record.place();
  }

  [[nodiscard]] std::string read_complex(Record& record) const {
    const std::string plain = read_plain(record, complex_number_);
    std::string number = detail::without_fraction(std::string{detail::cut_to_id(plain)});
    return number == "0" ? std::string{} : number;
  }

  /// A register without names has descriptions of a page: their beginning says what it is.
  [[nodiscard]] std::string read_name(Record& record) const {
    std::string name = read_plain(record, name_);
    return name.empty() ? detail::beginning_of(read_plain(record, description_)) : name;
  }

  [[nodiscard]] std::string read_function(Record& record) const {
    std::string function = read_plain(record, original_function_);
    if (!detail::is_iri(function)) return function;
    record.warn("term_without_words", function, "ask the query for the words of the term (skos:prefLabel)");
    return {};
  }

  /// A further row of a monument: another unit or building, another function.
  void add_relation(Record& record, std::size_t row) {
    record.join();
    auto ids = bag_.read(record);
    for (auto& id : ids.buildings) detail::BagFields::add_once(buildings_[row], std::move(id));
    for (auto& id : ids.units) detail::BagFields::add_once(units_[row], std::move(id));
    add_to_list(table_.original_function[row], read_function(record), "; ");
    keep_first(record, table_.complex_number[row], read_complex(record), complex_number_);
    keep_first(record, table_.name[row], read_name(record), name_.present() ? name_ : description_);
  }

  static void add_to_list(std::string& list, const std::string& text, std::string_view separator) {
    if (text.empty()) return;
    for (std::size_t at = 0; at <= list.size();) {
      const auto end = std::min(list.find(separator, at), list.size());
      if (list.substr(at, end - at) == text) return;
      at = end + separator.size();
    }
    if (!list.empty()) list += separator;
    list += text;
  }

  static void keep_first(Record& record, std::string& kept, std::string found, const Field& field) {
    if (kept.empty()) {
      kept = std::move(found);
    } else if (!found.empty() && found != kept) {
      record.warn("rows_differ",
                  {fmt::format("'{}': '{}', eerder '{}'", field.source_name, found, kept),
                   fmt::format("'{}': '{}', before '{}'", field.source_name, found, kept)},
                  "rows of one monument differ in what it has once; the first is used");
    }
  }

  const Field& number_;
  const Field& kind_;
  const Field& quality_;
  const Field& main_category_;
  const Field& sub_category_;
  const Field& complex_number_;
  const Field& name_;
  const Field& description_;
  const Field& original_function_;
  const Field& url_;
  detail::AddressFields address_;
  detail::BagFields bag_;
  detail::StandingFields standing_;
  const Field& status_;
  bool several_rows_;
  bool has_places_;
  model::Monuments table_;
  std::vector<std::vector<std::string>> buildings_;
  std::vector<std::vector<std::string>> units_;
  std::map<std::string, std::size_t> row_of_;
};

class VacancyReader {
 public:
  VacancyReader(const FeatureReader& reader, std::string source)
      : source_{std::move(source)},
        kind_{reader.field("kind")},
        weight_{reader.field("weight")},
        date_{reader.field("date")},
        begin_{reader.field("begin")},
        name_{reader.field("name")},
        type_{reader.field("type")},
        note_{reader.field("note")},
        tags_{reader.field("tags")},
        address_{reader},
        bag_{reader},
        standing_{reader} {}

  void take(Record& record) {
    if (standing_.judge(record) == detail::StandingFields::Verdict::set_apart) return;
    const auto by_tags = tags_.present() ? detail::find_osm_vacancy(record.tags(tags_)) : std::nullopt;
    if (tags_.present() && !by_tags) {
      return record.leave_out("not_vacant", "", "no tag says that it is a building or premises out of use");
    }
    Row row;
    row.ids = bag_.read(record);
    row.address = address_.read(record);
    if (row.ids.empty() && row.address.empty() && !record.has_place()) {
      return record.reject("nowhere", "", "give a BAG identification, an address or coordinates");
    }
    const auto key = record.claim_key();
    if (!key) return;
    row.key = *key;
    row.called = record.text(name_);
    row.said = record.text(note_);
    row.since = record.date(date_);
    if (row.since.empty()) row.since = record.date(begin_);
    if (joins_twin(record, row)) return;
    row.kind = read_code(record, kind_, model::find_vacancy_kind, model::VacancyKind::register_entry);
    row.weight = by_tags ? by_tags->weight : read_weight(record, weight_);
    row.type = read_code(record, type_, model::find_site_type, model::SiteType::unknown);
    if (!by_tags && !row.weight && detail::says_nothing(record.text(kind_))) ++without_kind_;
    if (by_tags) row.said = with_name(row.said, by_tags->tags);
    for (const auto& place : places_if_any(record)) add(row, place);
  }

  [[nodiscard]] std::size_t without_kind() const noexcept { return without_kind_; }
  [[nodiscard]] model::VacancyRecords table() && { return std::move(table_); }

 private:
  /// What a record says, whichever places it has.
  struct Row {
    std::string key;
    detail::BagFields::Ids ids;
    model::Address address;
    std::string called;
    std::string said;
    std::string since;
    model::VacancyKind kind{};
    std::optional<double> weight;
    model::SiteType type{};
  };

  bool joins_twin(Record& record, const Row& row) {
    const std::string& known_as = row.called.empty() ? row.said : row.called;
    const auto twin = twins_.find(
        known_as, record, [&](std::size_t other) { return detail::may_be_one(table_.address[other], row.address); });
    if (!twin) {
      twins_.add(known_as, record, table_.size());
      return false;
    }
    table_.date[*twin] = std::max(table_.date[*twin], row.since);
    record.join_twin(table_.record[*twin]);
    return true;
  }

  void add(const Row& row, const std::optional<geo::Point>& place) {
    table_.record.push_back(row.key);
    table_.source.push_back(source_);
    table_.kind.push_back(row.kind);
    table_.weight.push_back(row.weight);
    table_.date.push_back(row.since);
    table_.building_ids.append_row(row.ids.buildings);
    table_.unit_ids.append_row(row.ids.units);
    table_.address.push_back(row.address);
    table_.place.push_back(place);
    table_.name.push_back(row.called);
    table_.type.push_back(row.type);
    table_.note.push_back(row.said);
  }

  std::string source_;
  const Field& kind_;
  const Field& weight_;
  const Field& date_;
  const Field& begin_;
  const Field& name_;
  const Field& type_;
  const Field& note_;
  const Field& tags_;
  detail::AddressFields address_;
  detail::BagFields bag_;
  detail::StandingFields standing_;
  detail::Twins twins_{kTwinVacancy_m};
  model::VacancyRecords table_;
  std::size_t without_kind_ = 0;
};

}  // namespace

Loaded<model::Monuments> read_monuments(const model::Source& source, const ReadOptions& options,
                                        const core::Control& control) {
  FeatureReader reader{source, "monuments", options, control};
  MonumentReader monuments{reader};
  reader.for_each([&](Record& record) { monuments.take(record); });
  return reader.finish(std::move(monuments).table());
}

Loaded<model::VacancyRecords> read_vacancy(const model::Source& source, const ReadOptions& options,
                                           const core::Control& control) {
  FeatureReader reader{source, "vacancy", options, control};
  VacancyReader vacancy{reader, source.name};
  reader.for_each([&](Record& record) { vacancy.take(record); });
  if (vacancy.without_kind() > 0) reader.add_finding(finding_without_kind(vacancy.without_kind()));
  return reader.finish(std::move(vacancy).table());
}

}  // namespace trek::ingest
