#include <fmt/format.h>

#include <map>
#include <utility>
#include <vector>

#include "trek/ingest/detail/read_parts.hpp"
#include "trek/ingest/read.hpp"
#include "trek/model/columns.hpp"

namespace trek::ingest {

using detail::FeatureReader;
using detail::Field;
using detail::Record;

namespace {

void read_fact(Record& record, const Field& field, std::vector<std::optional<double>>& column) {
  column.push_back(record.amount(field));
}
void read_fact(Record& record, const Field& field, std::vector<std::string>& column) {
  column.push_back(record.text(field));
}
/// What is counted is 1 at least; 0 and less are no count.
void read_fact(Record& record, const Field& field, std::vector<std::optional<int>>& column) {
  const auto count = record.amount(field);
  column.push_back(count && *count >= 1.0 ? std::optional{static_cast<int>(*count)} : std::nullopt);
}

/// Of the roof over the ground: both are elevations (NAP), and one alone says nothing.
std::optional<double> read_height_over_ground(Record& record, const FeatureReader& reader) {
  const auto top = record.number(reader.field("roof_top_m"));
  const auto ground = record.number(reader.field("ground_m"));
  if (!top || !ground) return std::nullopt;
  if (*top > *ground) return *top - *ground;
  record.warn("roof_under_ground",
              {core::with_decimal_comma(fmt::format("{} m, maaiveld {} m", *top, *ground)),
               fmt::format("{} m, ground {} m", *top, *ground)},
              "the roof should be higher than the ground; the height is taken as unknown");
  return std::nullopt;
}

/// One label as its row says it.
struct LabelRow {
  std::string unit;
  std::vector<std::string> buildings;
  std::string energy_class;
  std::string date;
  [[nodiscard]] std::string key() const { return unit.empty() ? buildings.front() : unit; }
  /// Of one date the worse class, so that the order of the file does not decide.
  [[nodiscard]] bool is_newer_than(const LabelRow& other) const {
    if (date != other.date) return date > other.date;
    return model::energy_class_rank(energy_class) > model::energy_class_rank(other.energy_class);
  }
};

class LabelReader {
 public:
  explicit LabelReader(FeatureReader& reader)
      : unit_{reader.field("unit_id")},
        building_{reader.field("building_id")},
        class_{reader.field("energy_class")},
        date_{reader.field("date")} {}

  void take(Record& record) {
    LabelRow row;
    row.buildings = record.bag_ids(building_);
    const auto units = record.bag_ids(unit_);
    std::vector<std::string> ids = row.buildings;
    ids.insert(ids.end(), units.begin(), units.end());
    if (ids.empty()) return record.reject("nowhere", "", "the label names no unit and no building of the BAG");
    if (record.is_elsewhere(ids)) return;
    const std::string found = record.text(class_);
    const auto energy_class = detail::find_energy_class(found);
    if (!energy_class) {
      if (!detail::says_nothing(found)) record.warn_unknown_code(class_, found);
      return record.leave_out("no_energy_class", found, "a label without a class from A++++ to G says nothing here");
    }
    row.energy_class = *energy_class;
    row.date = record.date(date_);
    for (const std::string& unit : units) {
      row.unit = unit;
      keep_newest(record, row);
    }
    if (units.empty()) keep_newest(record, std::move(row));
  }

  [[nodiscard]] model::EnergyLabels table() && {
    model::EnergyLabels table;
    for (auto& row : rows_) {
      table.unit_id.push_back(std::move(row.unit));
      table.building_ids.append_row(row.buildings);
      table.energy_class.push_back(std::move(row.energy_class));
      table.date.push_back(std::move(row.date));
    }
    return table;
  }

 private:
  void keep_newest(Record& record, LabelRow row) {
    const auto [at, is_new] = row_of_.try_emplace(row.key(), rows_.size());
    if (is_new) return rows_.push_back(std::move(row));
    LabelRow& kept = rows_[at->second];
    const bool newer = row.is_newer_than(kept);
    if (newer) std::swap(kept, row);
    record.leave_out("older_label",
                     {fmt::format("{} van {}", row.energy_class, row.date.empty() ? "geen datum" : row.date),
                      fmt::format("{} of {}", row.energy_class, row.date.empty() ? "no date" : row.date)},
                     fmt::format("the label of {} is newer", kept.date.empty() ? "no date" : kept.date));
  }

  const Field& unit_;
  const Field& building_;
  const Field& class_;
  const Field& date_;
  std::vector<LabelRow> rows_;
  std::map<std::string, std::size_t> row_of_;
};

}  // namespace

Loaded<model::BuildingHeights> read_building_heights(const model::Source& source, const ReadOptions& options,
                                                     const core::Control& control) {
  FeatureReader reader{source, "building_heights", options, control};
  const auto& id = reader.field("building_id");
  model::BuildingHeights table;
  reader.for_each([&](Record& record) {
    auto key = detail::find_bag_id_or_reject(record, id);
    if (!key || record.is_elsewhere({&*key, 1}) || !record.claim(*key)) return;
    table.building_id.push_back(std::move(*key));
    table.footprint.append(record.polygons());
    model::for_each_fact<model::BuildingHeights>(
        [&](const auto& fact) { read_fact(record, reader.field(fact.field), table.*fact.member); });
    if (!table.height_m.back()) table.height_m.back() = read_height_over_ground(record, reader);
  });
  return reader.finish(std::move(table));
}

Loaded<model::EnergyLabels> read_energy_labels(const model::Source& source, const ReadOptions& options,
                                               const core::Control& control) {
  FeatureReader reader{source, "energy_labels", options, control};
  LabelReader labels{reader};
  reader.for_each([&](Record& record) { labels.take(record); });
  return reader.finish(std::move(labels).table());
}

}  // namespace trek::ingest
