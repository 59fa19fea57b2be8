#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "trek/core/number_readings.hpp"
#include "trek/core/text.hpp"
#include "trek/core/yes_or_no.hpp"
#include "trek/ingest/detail/read_parts.hpp"
#include "trek/ingest/detail/standing.hpp"
#include "trek/ingest/detail/statements.hpp"
#include "trek/ingest/detail/twins.hpp"
#include "trek/ingest/read.hpp"

namespace trek::ingest {

using detail::FeatureReader;
using detail::Field;
using detail::Record;

namespace {

/// Questions of a profile that a list may answer with yes or no, each in a column of its name.
constexpr auto kYesOrNo =
    std::to_array<std::string_view>({"owner_refuses", "assembly_forbidden", "health_risk", "demolished"});
constexpr std::string_view kCeiling = "ceiling_height";
/// What is higher was not written in metres.
constexpr double kHighestCeiling_m = 30.0;
constexpr double kHighestRoof_m = 300.0;
constexpr double kTwinCandidate_m = 10.0;
constexpr double kOneCandidate_m = 250.0;  // the buildings of a works

/// The columns of model::Candidates.
class CandidateReader {
 public:
  CandidateReader(FeatureReader& reader, const model::Source& source)
      : reader_{reader}, source_{source}, address_{reader}, bag_{reader}, standing_{reader} {}

  void take(Record& record) {
    if (standing_.judge(record) == detail::StandingFields::Verdict::set_apart) return;
    if (const auto several = record.find_several_places(kOneCandidate_m)) {
      return record.reject("several_places", *several, "a candidate is one place: give each a feature of its own");
    }
    const auto ids = bag_.read(record);
    auto address = address_.read(record);
    const std::string monument = read_numbers(record, field("monument_number"));
    if (!record.has_place() && ids.empty() && address.empty() && monument.empty()) {
      return record.reject("missing_geometry", "",
                           "the record has no place; give it coordinates, an address, a BAG id or the number of a "
                           "monument");
    }
    const auto key = record.claim_key();
    if (!key) return;
    const std::string called = record.text(field("name"));
    const auto area_m2 = detail::read_floor_area_m2(record, field("floor_area_m2"));
    const auto twin = twins_.find(called, record, [&](std::size_t row) {
      const auto& other_m2 = table_.floor_area_m2[row];
      return (!area_m2 || !other_m2 || *area_m2 == *other_m2) && detail::may_be_one(table_.address[row], address);
    });
    if (twin) return record.join_twin(table_.key[*twin]);
    twins_.add(called, record, table_.size());
    table_.key.push_back(*key);
    table_.source.push_back(source_.name);
    table_.name.push_back(called);
    table_.type.push_back(read_code(record, field("type"), model::find_site_type, model::SiteType::unknown));
    table_.place.push_back(record.has_place() ? std::optional{record.place()} : std::nullopt);
    table_.footprint.append(record.polygons());
    table_.floor_area_m2.push_back(area_m2);
    table_.storeys.push_back(read_storeys(record));
    table_.height_m.push_back(read_height_m(record, field("height_m"), kHighestRoof_m));
    table_.built_year.push_back(detail::read_year(record, field("built_year")));
    table_.monument_kind.push_back(
        read_code(record, field("monument_kind"), model::find_monument_kind, model::MonumentKind::unknown));
    table_.monument_number.push_back(monument);
    table_.original_function.push_back(record.text(field("original_function")));
    table_.present_use.push_back(record.text(field("present_use")));
    table_.address.push_back(std::move(address));
    table_.building_ids.append_row(ids.buildings);
    table_.unit_ids.append_row(ids.units);
    table_.certainty.push_back(record.text(field("certainty")));
    table_.owner.push_back(record.text(field("owner")));
    table_.rent.push_back(known_text(record, field("rent")));
    table_.date.push_back(record.date(field("date")));
    take_vacancy(record);
    take_answers(record, *key);
    table_.note.push_back(record.text(field("note")));
  }

  /// Whether 50 is a half or a share cannot be seen in one row: the whole column decides.
  [[nodiscard]] model::Candidates table() && {
    const bool percent = detail::is_column_of_percentages(vacancy_, field("vacancy").source_name);
    for (std::size_t row = 0; row < vacancy_.size(); ++row) {
      const auto share = detail::find_share(vacancy_[row], percent);
      table_.vacancy_share.push_back(share);
      if (share || detail::says_nothing(vacancy_[row])) continue;
      reader_.add_finding(
          {core::Severity::warning,
           {},
           table_.key[row],
           "unreadable_vacancy",
           vacancy_[row],
           fmt::format("field '{}' should hold yes, no, a share or a percentage; it is taken as unknown",
                       field("vacancy").source_name),
           location(row)});
    }
    if (percent)
      reader_.add_note({fmt::format("kolom '{}' bevat percentages", field("vacancy").source_name),
                        fmt::format("column '{}' holds percentages", field("vacancy").source_name)});
    return std::move(table_);
  }

 private:
  [[nodiscard]] const Field& field(std::string_view name) const { return reader_.field(name); }

  [[nodiscard]] std::optional<core::Location> location(std::size_t row) const {
    if (!table_.place[row]) return std::nullopt;
    return core::Location{table_.place[row]->x_m, table_.place[row]->y_m};
  }

  /// "15300", or "15300,15301" where a candidate is several monuments.
  static std::string read_numbers(Record& record, const Field& field) {
    std::vector<std::string> numbers;
    for (std::string& part : record.list(field)) {
      if (!detail::says_nothing(part)) numbers.push_back(detail::without_fraction(std::move(part)));
    }
    return fmt::format("{}", fmt::join(numbers, ","));
  }

  static std::string known_text(Record& record, const Field& field) {
    std::string text = record.text(field);
    return detail::says_nothing(text) ? std::string{} : text;
  }

  [[nodiscard]] std::optional<int> read_storeys(Record& record) const {
    const auto storeys = record.amount(field("storeys"));
    if (!storeys || *storeys < 1.0 || *storeys > 200.0) return std::nullopt;
    return static_cast<int>(std::floor(*storeys));
  }

  /// "3,2", "3,2 m", "320 cm".
  static std::optional<double> read_height_m(Record& record, const Field& field, double highest_m) {
    const std::string text = record.text(field);
    if (detail::says_nothing(text)) return std::nullopt;
    const double height_m = detail::find_length_m(text).value_or(-1.0) * field.factor;
    if (height_m > 0.0 && height_m <= highest_m) return height_m;
    record.warn(
        "no_height", text,
        fmt::format("field '{}' should hold metres, such as 3.2 or 320 cm; it is taken as unknown", field.source_name));
    return std::nullopt;
  }

  void take_vacancy(Record& record) { vacancy_.push_back(record.text(field("vacancy"))); }

  void take_answers(Record& record, const std::string& key) {
    const auto answer = [&](std::string_view rule, std::string value) {
      table_.answers.push({key, std::string{rule}, std::move(value), source_.name, table_.date.back()});
    };
    for (const std::string_view rule : kYesOrNo) {
      if (const auto yes = read_yes_or_no(record, field(rule))) answer(rule, *yes ? "yes" : "no");
    }
    if (const auto willing = read_willing(record)) answer("owner_refuses", *willing ? "no" : "yes");
    const auto ceiling_m = read_height_m(record, field(kCeiling), kHighestCeiling_m);
    if (ceiling_m) answer(kCeiling, core::one_way_text(*ceiling_m));
    table_.answers.close_row();
  }

  static std::optional<bool> read_yes_or_no(Record& record, const Field& field) {
    const std::string text = record.text(field);
    if (detail::says_nothing(text)) return std::nullopt;
    if (const auto yes = core::find_yes_or_no(text)) return yes;
    record.warn("no_answer", text,
                fmt::format("field '{}' should hold yes or no; it is taken as unknown", field.source_name));
    return std::nullopt;
  }

  /// From a column of its own, else from what is written beside the owner's name: "Jansen BV (weigert)".
  [[nodiscard]] std::optional<bool> read_willing(Record& record) const {
    const Field& own = field("owner_willing");
    const std::string text = record.text(own);
    if (detail::says_nothing(text)) return detail::find_willing(record.text(field("owner")));
    if (const auto willing = detail::find_willing(text)) return willing;
    return read_yes_or_no(record, own);
  }

  FeatureReader& reader_;
  const model::Source& source_;
  detail::AddressFields address_;
  detail::BagFields bag_;
  detail::StandingFields standing_;
  detail::Twins twins_{kTwinCandidate_m};
  model::Candidates table_;
  std::vector<std::string> vacancy_;  // as written, a row each
};

}  // namespace

Loaded<model::Candidates> read_candidates(const model::Source& source, const ReadOptions& options,
                                          const core::Control& control) {
  FeatureReader reader{source, "candidates", options, control};
  CandidateReader candidates{reader, source};
  reader.for_each([&](Record& record) { candidates.take(record); });
  return reader.finish(std::move(candidates).table());
}

}  // namespace trek::ingest
