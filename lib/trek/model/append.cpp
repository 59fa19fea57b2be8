#include "trek/model/append.hpp"

namespace trek::model {
namespace {

template <class T>
void add(std::vector<T>& column, const std::vector<T>& more) {
  column.insert(column.end(), more.begin(), more.end());
}

void add(geo::PolygonColumn& column, const geo::PolygonColumn& more) {
  for (std::size_t row = 0; row < more.size(); ++row) column.append(more.feature(row));
}

template <class T>
void add(core::Rows<T>& rows, const core::Rows<T>& more) {
  for (std::size_t row = 0; row < more.size(); ++row) rows.append_row(more[row]);
}

/// Every column named, for one table after another: add_columns(a, b, &T::x, &T::y).
template <class Table, class... Columns>
void add_columns(Table& table, const Table& more, Columns Table::*... columns) {
  (add(table.*columns, more.*columns), ...);
}

}  // namespace

void append(Municipalities& table, const Municipalities& more) {
  using T = Municipalities;
  add_columns(table, more, &T::code, &T::name, &T::area, &T::inhabitants);
}

void append(Buildings& table, const Buildings& more) {
  using T = Buildings;
  add_columns(table, more, &T::id, &T::footprint, &T::built_year, &T::status, &T::uses, &T::unit_count);
}

void append(Units& table, const Units& more) {
  using T = Units;
  add_columns(table, more, &T::id, &T::place, &T::floor_area_m2, &T::status, &T::uses, &T::address, &T::building_ids);
}

void append(BuildingHeights& table, const BuildingHeights& more) {
  using T = BuildingHeights;
  add_columns(table, more, &T::building_id, &T::footprint, &T::storeys, &T::height_m, &T::volume_m3);
}

void append(EnergyLabels& table, const EnergyLabels& more) {
  using T = EnergyLabels;
  add_columns(table, more, &T::unit_id, &T::building_ids, &T::energy_class, &T::date);
}

void append(Monuments& table, const Monuments& more) {
  using T = Monuments;
  add_columns(table, more, &T::number, &T::kind, &T::place, &T::location_quality, &T::main_category, &T::sub_category,
              &T::complex_number, &T::name, &T::original_function, &T::address, &T::building_ids, &T::unit_ids,
              &T::url);
}

void append(VacancyRecords& table, const VacancyRecords& more) {
  using T = VacancyRecords;
  add_columns(table, more, &T::record, &T::source, &T::kind, &T::weight, &T::date, &T::building_ids, &T::unit_ids,
              &T::address, &T::place, &T::name, &T::type, &T::note);
}

void append(Candidates& table, const Candidates& more) {
  using T = Candidates;
  add_columns(table, more, &T::key, &T::source, &T::name, &T::type, &T::place, &T::footprint, &T::floor_area_m2,
              &T::storeys, &T::height_m, &T::owner, &T::rent, &T::vacancy_share, &T::date, &T::answers, &T::built_year,
              &T::monument_kind, &T::monument_number, &T::original_function, &T::present_use, &T::address,
              &T::building_ids, &T::unit_ids, &T::certainty, &T::note);
}

void append(PopulationAreas& table, const PopulationAreas& more) {
  using T = PopulationAreas;
  table.cell_size_m = table.cell_size_m == more.cell_size_m ? table.cell_size_m : 0.0;
  table.target_is_counted = table.target_is_counted && more.target_is_counted;
  add_columns(table, more, &T::key, &T::area, &T::inhabitants, &T::target, &T::bands);
}

void append(ExistingPlaces& table, const ExistingPlaces& more) {
  using T = ExistingPlaces;
  add_columns(table, more, &T::key, &T::name, &T::kind, &T::place, &T::strength, &T::certainty, &T::note);
}

void append(NamedPoints& table, const NamedPoints& more) {
  using T = NamedPoints;
  add_columns(table, more, &T::key, &T::name, &T::place);
}

void append(NamedAreas& table, const NamedAreas& more) {
  using T = NamedAreas;
  add_columns(table, more, &T::key, &T::name, &T::kind, &T::inhabitants, &T::area);
}

}  // namespace trek::model
