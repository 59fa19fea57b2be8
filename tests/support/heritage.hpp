#pragma once

#include <optional>
#include <string>
#include <vector>

#include "trek/core/text.hpp"
#include "trek/model/tables.hpp"

/// Small tables for tests: one call a record, everything that is not said is unknown. Several ids stand with commas.
namespace trek::test {

/// Ids as the BAG of Hengelo would give them.
inline std::string drawn_building_id(int number) { return "01641000000000" + std::to_string(10 + number); }
inline std::string drawn_unit_id(int number) { return "01640100000000" + std::to_string(10 + number); }

struct Building {
  std::string id{};
  geo::Box footprint{};
  model::BuildingStatus status = model::BuildingStatus::in_use;
  std::vector<model::Use> uses{};
  std::optional<int> built_year{};
  std::uint32_t unit_count = 1;
};
inline void add(model::Buildings& table, const Building& row) {
  table.id.push_back(row.id);
  if (row.footprint.empty()) {
    table.footprint.append({});
  } else {
    table.footprint.append({geo::rectangle(row.footprint)});
  }
  table.built_year.push_back(row.built_year);
  table.status.push_back(row.status);
  model::UseSet uses;
  for (const auto use : row.uses) uses.add(use);
  table.uses.push_back(uses);
  table.unit_count.push_back(row.unit_count);
}

struct Unit {
  std::string id{};
  std::vector<std::string> building_ids{};
  std::optional<double> floor_area_m2{};
  std::vector<model::Use> uses{};
  model::Address address{};
  model::UnitStatus status = model::UnitStatus::in_use;
  geo::Point place{};
};
inline void add(model::Units& table, const Unit& row) {
  table.id.push_back(row.id);
  table.place.push_back(row.place);
  table.floor_area_m2.push_back(row.floor_area_m2);
  table.status.push_back(row.status);
  model::UseSet uses;
  for (const auto use : row.uses) uses.add(use);
  table.uses.push_back(uses);
  table.address.push_back(row.address);
  table.building_ids.append_row(row.building_ids);
}

struct Monument {
  std::string number{};
  geo::Point place{};
  model::LocationQuality quality = model::LocationQuality::exact;
  std::string main_category{};
  std::string sub_category{};
  std::string building_id{};
  std::string unit_id{};
  model::Address address{};
  model::MonumentKind kind = model::MonumentKind::national;
  std::string original_function{};
  std::string name{};
  std::string complex_number{};
  std::vector<std::string> more_unit_ids{};
  bool is_placed = true;
};
inline void add(model::Monuments& table, const Monument& row) {
  table.number.push_back(row.number);
  table.kind.push_back(row.kind);
  table.place.push_back(row.is_placed ? std::optional{row.place} : std::nullopt);
  table.location_quality.push_back(row.quality);
  table.main_category.push_back(row.main_category);
  table.sub_category.push_back(row.sub_category);
  table.complex_number.push_back(row.complex_number);
  table.name.push_back(row.name);
  table.original_function.push_back(row.original_function);
  table.address.push_back(row.address);
  table.building_ids.append_row(core::split(row.building_id, ','));
  if (!row.unit_id.empty()) table.unit_ids.push(row.unit_id);
  for (const std::string& id : row.more_unit_ids) table.unit_ids.push(id);
  table.unit_ids.close_row();
  table.url.emplace_back();
}

struct Vacancy {
  std::string record{};
  std::string building_id{};
  std::string unit_id{};
  model::Address address{};
  std::optional<geo::Point> place{};
  model::VacancyKind kind = model::VacancyKind::register_entry;
  std::optional<double> weight{};
  std::string source = "register";
  std::string date = "2026-01-01";
  std::string note{};
  model::SiteType type = model::SiteType::unknown;
  std::string name{};
};
inline void add(model::VacancyRecords& table, const Vacancy& row) {
  table.record.push_back(row.record);
  table.source.push_back(row.source);
  table.kind.push_back(row.kind);
  table.weight.push_back(row.weight);
  table.date.push_back(row.date);
  table.building_ids.append_row(core::split(row.building_id, ','));
  table.unit_ids.append_row(core::split(row.unit_id, ','));
  table.address.push_back(row.address);
  table.place.push_back(row.place);
  table.name.push_back(row.name);
  table.type.push_back(row.type);
  table.note.push_back(row.note);
}

struct Candidate {
  std::string key{};
  geo::Point place{};
  model::SiteType type = model::SiteType::unknown;
  std::string certainty{};
  std::string building_id{};
  model::Address address{};
  std::optional<double> floor_area_m2{};
  std::string monument_number{};
  geo::MultiPolygon footprint{};
  std::string name{};
  std::string unit_id{};
  std::vector<model::SiteAnswer> answers{};
  std::optional<double> vacancy_share{};
  std::string date{};
  std::optional<int> storeys{};
  std::optional<double> height_m{};
  std::string owner{};
  std::string rent{};
  std::string note{};
  bool is_placed = true;
};
inline void add(model::Candidates& table, const Candidate& row) {
  table.key.push_back(row.key);
  table.name.push_back(row.name);
  table.type.push_back(row.type);
  table.place.push_back(row.is_placed ? std::optional{row.place} : std::nullopt);
  table.footprint.append(row.footprint);
  table.floor_area_m2.push_back(row.floor_area_m2);
  table.built_year.emplace_back();
  table.monument_kind.push_back(model::MonumentKind::unknown);
  table.monument_number.push_back(row.monument_number);
  table.original_function.emplace_back();
  table.present_use.emplace_back();
  table.address.push_back(row.address);
  table.building_ids.append_row(core::split(row.building_id, ','));
  table.unit_ids.append_row(core::split(row.unit_id, ','));
  table.certainty.push_back(row.certainty);
  table.source.emplace_back("list");
  table.storeys.push_back(row.storeys);
  table.height_m.push_back(row.height_m);
  table.owner.push_back(row.owner);
  table.rent.push_back(row.rent);
  table.vacancy_share.push_back(row.vacancy_share);
  table.date.push_back(row.date);
  table.answers.append_row(row.answers);
  table.note.push_back(row.note);
}

}  // namespace trek::test
