#include <utility>

#include "trek/ingest/detail/lv_bag_addresses.hpp"
#include "trek/ingest/detail/read_parts.hpp"
#include "trek/ingest/read.hpp"

namespace trek::ingest {

using detail::FeatureReader;
using detail::Field;
using detail::Record;

namespace {

model::UseSet read_uses(Record& record, const Field& field) {
  model::UseSet uses;
  for (const auto& part : record.list(field)) {
    if (const auto use = model::find_use(part)) {
      uses.add(*use);
    } else {
      record.warn_unknown_code(field, part);
    }
  }
  return uses;
}

std::optional<std::string> claim_bag_id(Record& record, const Field& field) {
  auto id = detail::find_bag_id_or_reject(record, field);
  return id && record.claim(*id) ? id : std::nullopt;
}

}  // namespace

Loaded<model::Buildings> read_buildings(const model::Source& source, const ReadOptions& options,
                                        const core::Control& control) {
  FeatureReader reader{source, "buildings", options, control};
  const auto& id = reader.field("id");
  const auto& built_year = reader.field("built_year");
  const auto& status = reader.field("status");
  const auto& uses = reader.field("uses");
  const auto& unit_count = reader.field("unit_count");
  model::Buildings table;
  reader.for_each([&](Record& record) {
    auto key = claim_bag_id(record, id);
    if (!key) return;
    table.id.push_back(std::move(*key));
    table.footprint.append(record.polygons());
    table.built_year.push_back(detail::read_year(record, built_year));
    table.status.push_back(read_code(record, status, model::find_building_status, model::BuildingStatus::unknown));
    table.uses.push_back(read_uses(record, uses));
    table.unit_count.push_back(static_cast<std::uint32_t>(record.amount(unit_count).value_or(0.0)));
  });
  return reader.finish(std::move(table));
}

Loaded<model::Units> read_units(const model::Source& source, const ReadOptions& options, const core::Control& control) {
  FeatureReader reader{source, "units", options, control};
  const auto& id = reader.field("id");
  const auto& floor_area = reader.field("floor_area_m2");
  const auto& status = reader.field("status");
  const auto& uses = reader.field("uses");
  const auto& building_ids = reader.field("building_ids");
  const detail::AddressFields address{reader};
  detail::LvBagAddresses named_addresses{reader};
  model::Units table;
  reader.for_each([&](Record& record) {
    auto key = claim_bag_id(record, id);
    if (!key) return;
    table.id.push_back(std::move(*key));
    table.place.push_back(record.place());
    table.floor_area_m2.push_back(detail::read_floor_area_m2(record, floor_area));
    table.status.push_back(read_code(record, status, model::find_unit_status, model::UnitStatus::unknown));
    table.uses.push_back(read_uses(record, uses));
    table.address.push_back(address.read(record));
    named_addresses.add(record, table.size() - 1);
    table.building_ids.append_row(record.bag_ids(building_ids));
  });
  named_addresses.join(source, options, control, table);
  return reader.finish(std::move(table));
}

}  // namespace trek::ingest
