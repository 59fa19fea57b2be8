#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "trek/core/text.hpp"
#include "trek/ingest/detail/read_parts.hpp"
#include "trek/ingest/detail/standing.hpp"
#include "trek/ingest/read.hpp"

namespace trek::ingest {

using detail::FeatureReader;
using detail::Record;
using Verdict = detail::StandingFields::Verdict;

namespace {

// Of OSM: values of access= for some, and of parking= for one. What is for customers is not there for an evening.
constexpr std::array<std::string_view, 10> kNotForAll{"private",   "no",       "customers", "permit",       "residents",
                                                      "employees", "delivery", "members",   "agricultural", "forestry"};
constexpr std::array<std::string_view, 4> kOwnBoxes{"garage_boxes", "garages", "carports", "sheds"};

bool is_for_all(std::string_view access, std::string_view kind) {
  return !core::is_one_of(access, kNotForAll) && !core::is_one_of(kind, kOwnBoxes);
}

}  // namespace

Loaded<model::Zones> read_zones(const model::Source& source, const ReadOptions& options, const core::Control& control) {
  FeatureReader reader{source, "zoning", options, control};
  const detail::StandingFields standing{reader};
  const auto& name = reader.field("name");
  const auto& kind = reader.field("kind");
  model::Zones table;
  reader.for_each([&](Record& record) {
    if (standing.judge(record) == Verdict::set_apart) return;
    const auto key = record.claim_key();
    if (!key) return;
    table.key.push_back(*key);
    table.name.push_back(record.text(name));
    table.group.push_back(read_code(record, kind, model::find_zone_group, model::ZoneGroup::unknown));
    table.area.append(record.polygons());
  });
  return reader.finish(std::move(table));
}

Loaded<model::Parking> read_parking(const model::Source& source, const ReadOptions& options,
                                    const core::Control& control) {
  FeatureReader reader{source, "parking", options, control};
  const detail::StandingFields standing{reader};
  const auto& name = reader.field("name");
  const auto& kind = reader.field("kind");
  const auto& access = reader.field("access");
  const auto& capacity = reader.field("capacity");
  model::Parking table;
  reader.for_each([&](Record& record) {
    if (standing.judge(record) == Verdict::set_apart) return;
    const auto key = record.claim_key();
    if (!key) return;
    const std::string is = record.text(kind);
    const std::string whose = record.text(access);
    if (!is_for_all(whose, is))
      return record.leave_out("not_for_all", whose.empty() ? is : whose, "only parking that anybody may use counts");
    table.key.push_back(*key);
    table.name.push_back(record.text(name));
    table.kind.push_back(is);
    table.capacity.push_back(record.amount(capacity));
    table.place.push_back(record.place());
    table.area.append(record.polygons());
  });
  return reader.finish(std::move(table));
}

}  // namespace trek::ingest
