#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/norm_columns.hpp"

namespace trek::publish::detail::layers::district_norms {
namespace {

const core::Phrase kInNone{"Leeg: inwoners van de regio die in geen wijk of buurt wonen.",
                           "Empty: people of the region who live in no district or neighbourhood."};

void add_area(LayerTable& table, const Results& results) {
  const DistrictResults& districts = results.districts;
  const auto add = [&](const char* name, const core::Phrase& title, auto of) {
    table.add(
        name, FieldType::text, title,
        [&districts, of](std::size_t r) {
          const model::DistrictIdx district = districts.norms[r].district;
          return district.valid() ? text(of(district.value())) : Value{};
        },
        kInNone);
  };
  add("code", {"Code", "Code"}, [&districts](std::size_t d) { return districts.table.code[d]; });
  add("name", {"Wijk of buurt", "District or neighbourhood"},
      [&districts](std::size_t d) { return districts.table.name[d]; });
  add("municipality_code", {"Gemeentecode", "Municipality code"},
      [&](std::size_t d) { return municipality_code(results, results.districts.municipality[d]); });
  add("municipality", {"Gemeente", "Municipality"},
      [&](std::size_t d) { return municipality_name(results, results.districts.municipality[d]); });
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& rows = results.districts.norms;
  LayerTable table(words, "district_norms", GeometryType::none,
                   {"Dekking per wijk of buurt bij elke norm en elk niveau",
                    "Coverage by district or neighbourhood at each norm and level"},
                   {"Wie binnen een norm een bestaande plek heeft: van elk niveau, dichtbij of baken.",
                    "Who has an existing place within a norm: of any level, near by or beacon."});
  add_area(table, results);
  add_norm_columns(table, results, rows);
  table.set_rows(rows.size());
  return {.order = 139, .table = std::move(table), .views = {LayerView{}}};
}

}  // namespace trek::publish::detail::layers::district_norms
