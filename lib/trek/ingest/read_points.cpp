#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/ingest/detail/feature_reader.hpp"
#include "trek/ingest/detail/values.hpp"
#include "trek/ingest/read.hpp"

namespace trek::ingest {
namespace {

using detail::FeatureReader;
using detail::Field;
using detail::Record;

constexpr std::string_view kIsNoWeight = "is no weight: it has numbers and";
constexpr std::string_view kNoWeight = "no weight";  // how notes of columns that were passed over begin

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// A field that may be a weight, and what it has held so far.
struct Candidate {
  Field field;
  std::vector<double> values;
  std::size_t number_count = 0;
  std::string other;  // the first value that is no number
};

std::vector<Candidate> named_candidates(const model::Source& source, std::vector<Field> further,
                                        const std::vector<std::string>& wanted) {
  std::vector<std::string> names;
  for (const auto& field : further) names.push_back(field.source_name);
  std::vector<Candidate> result;
  for (const auto& name : wanted) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
      throw core::Error{core::ErrorKind::bad_argument,
                        fmt::format("source '{}', {}: no column '{}' for a weight{}; there are: {}", source.name,
                                    source.path.string(), name, core::did_you_mean(name, names),
                                    names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", ")))};
    }
    result.push_back({further[static_cast<std::size_t>(found - names.begin())], {}, 0, {}});
  }
  return result;
}

std::vector<Candidate> all_candidates(std::vector<Field> further) {
  std::vector<Candidate> result;
  for (auto& field : further) result.push_back({std::move(field), {}, 0, {}});
  return result;
}

/// Whole numbers, no two alike.
bool are_names(std::vector<double> values) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  std::sort(values.begin(), values.end());
  const bool whole = std::all_of(values.begin(), values.end(), [](double value) { return value == std::floor(value); });
  return whole && std::adjacent_find(values.begin(), values.end()) == values.end();
}

/// Numbers that name something (ids, codes, postcodes, years) count nothing: no sum of them means anything.
bool names_something(const Candidate& candidate) {
  static constexpr std::array<std::string_view, 24> kNames{
      "postcode", "pc4",        "pc6",      "pc",          "zip",      "jaar",  "bouwjaar", "peiljaar",
      "year",     "huisnummer", "huisnr",   "housenumber", "telefoon", "phone", "x",        "y",
      "lat",      "lon",        "objectid", "ogcfid",      "fid",      "gid",   "bagid",    "rank"};
  static constexpr std::array<std::string_view, 10> kNamesIfUnique{
      "id", "code", "nr", "nummer", "number", "key", "sleutel", "identificatie", "volgnr", "volgnummer"};
  static constexpr std::array<std::string_view, 2> kFirst{"id", "code"};
  const auto words = core::split(core::folded(candidate.field.source_name), ' ');
  if (words.empty()) return false;
  const bool large = std::all_of(candidate.values.begin(), candidate.values.end(),
                                 [](double value) { return std::isnan(value) || value >= 1e12; });
  if (large || core::is_one_of(words.back(), kNames) ||
      core::is_one_of(fmt::format("{}", fmt::join(words, "")), kNames))
    return true;
  const bool named = core::is_one_of(words.back(), kNamesIfUnique) || core::is_one_of(words.front(), kFirst) ||
                     (words.back().size() > 4 && words.back().ends_with("code"));
  return named && are_names(candidate.values);
}

std::vector<Field> fields_of(const std::vector<Candidate>& candidates) {
  std::vector<Field> fields;
  for (const auto& candidate : candidates) fields.push_back(candidate.field);
  return fields;
}

/// False, and nothing is read, unless the file is as plain as that takes.
bool read_plain_rows(FeatureReader& reader, bool named, std::vector<Candidate>& candidates,
                     model::WeightedPoints& table) {
  const auto fields = fields_of(candidates);
  auto rows = reader.find_plain_rows(fields, named ? detail::Weights::named : detail::Weights::found);
  if (!rows) return false;
  table.key = std::move(rows->key);
  table.place = std::move(rows->place);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    candidates[i].values = std::move(rows->columns[i].values);
    candidates[i].number_count = rows->columns[i].number_count;
    candidates[i].other = std::move(rows->columns[i].other);
  }
  return true;
}

/// Says nothing of what is no number: that the field is no weight is for the end to tell.
double tried_number(Record& record, Candidate& candidate) {
  const std::string text = record.text(candidate.field);
  if (detail::says_nothing(text)) return kUnknown;
  if (record.find_plain_number(candidate.field)) {
    ++candidate.number_count;
    return record.number(candidate.field).value_or(kUnknown);
  }
  if (candidate.other.empty()) candidate.other = text;
  return kUnknown;
}

void read_features(FeatureReader& reader, bool named, std::vector<Candidate>& candidates,
                   model::WeightedPoints& table) {
  reader.for_each([&](Record& record) {
    const auto key = record.claim_key();
    if (!key) return;
    const auto places = record.places();
    table.key.insert(table.key.end(), places.size(), *key);
    table.place.insert(table.place.end(), places.begin(), places.end());
    for (auto& candidate : candidates) {
      const double value = named ? record.number(candidate.field).value_or(kUnknown) : tried_number(record, candidate);
      candidate.values.insert(candidate.values.end(), places.size(), value);
    }
  });
}

void keep_weights(FeatureReader& reader, std::vector<Candidate> candidates, bool named, model::WeightedPoints& table) {
  std::vector<std::string> passed_over;
  for (auto& candidate : candidates) {
    const bool is_weight = named || (candidate.number_count > 0 && candidate.other.empty());
    if (is_weight && !named && names_something(candidate)) {
      passed_over.push_back("'" + candidate.field.source_name + "'");
      continue;
    }
    if (!is_weight && candidate.number_count > 0) {
      reader.add_note(
          fmt::format("column '{}' {} '{}'; name it among the weight columns to take what is no number as unknown",
                      candidate.field.source_name, kIsNoWeight, candidate.other));
    }
    if (!is_weight) continue;
    table.weight_name.push_back(candidate.field.source_name);
    table.weight.push_back(std::move(candidate.values));
  }
  if (passed_over.empty()) return;
  reader.add_note(
      fmt::format("{}{}: {}, whose numbers name something; name them among the weight columns to take them all the "
                  "same",
                  kNoWeight, passed_over.size() == 1 ? "" : "s", fmt::join(passed_over, ", ")));
}

}  // namespace

Loaded<model::WeightedPoints> read_points(const model::Source& source, const ReadOptions& options,
                                          const std::optional<std::vector<std::string>>& weight_names,
                                          const core::Control& control) {
  model::Source bound = source;
  if (bound.mapping.empty()) bound.mapping = "canonical";  // a layer without an id will do
  FeatureReader reader{bound, "points", options, control};
  if (!reader.has_places())
    reader.fail("neither a geometry nor columns x and y, or lat and lon; give its points a place");
  if (!reader.field("id").present()) reader.add_note("no column 'id': points are named by the number of their row");
  auto candidates = weight_names ? named_candidates(source, reader.further_fields(), *weight_names)
                                 : all_candidates(reader.further_fields());
  model::WeightedPoints table;
  if (!read_plain_rows(reader, weight_names.has_value(), candidates, table))
    read_features(reader, weight_names.has_value(), candidates, table);
  keep_weights(reader, std::move(candidates), weight_names.has_value(), table);
  return reader.finish(std::move(table));
}

Loaded<model::WeightedPoints> without_weights(Loaded<model::WeightedPoints> points, const std::string& name) {
  points.table.weight.clear();
  points.table.weight_name.clear();
  points.record.source.name = name;
  std::erase_if(points.record.notes, [](const core::Phrase& phrase) {
    const std::string& note = phrase.en;
    return note.starts_with(kNoWeight) || note.find(kIsNoWeight) != std::string::npos;
  });
  core::Report report;
  for (core::Finding finding : points.report.findings()) {
    if (core::is_one_of(finding.rule, detail::kNumberRules)) continue;  // places and keys have no such findings
    finding.source = name;
    report.add(std::move(finding));
  }
  points.report = std::move(report);
  return points;
}

}  // namespace trek::ingest
