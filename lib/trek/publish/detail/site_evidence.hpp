#pragma once

#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "trek/model/columns.hpp"
#include "trek/model/sites.hpp"
#include "trek/publish/detail/layer_table.hpp"

/// The facts of a site as columns: what model/sites.hpp says of each, and words for what no plain value says.
namespace trek::publish::detail {

/// All facts in their order; beside a number that has them, columns of what it is at least and at most.
void add_facts(LayerTable& table, const model::Sites& sites, const Words& words);
/// One number of them, for another layer.
void add_fact(LayerTable& table, const model::Sites& sites, std::vector<std::optional<double>> model::Sites::*member,
              const Words& words);
/// Words for codes, and years as they are written: QGIS shows whole numbers with a thousands mark, "1,981". Without
/// sites no years.
[[nodiscard]] std::vector<ValueMap> fact_value_maps(const model::Sites* sites, const Words& words);
/// What is said of the fact that a member of the sites, or of one of them, is.
template <class Table, class Column>
[[nodiscard]] const model::FactText& fact_text(Column Table::*member) {
  const model::FactText* found = nullptr;
  model::for_each_fact<Table>([&](const auto& fact) {
    if constexpr (std::is_same_v<decltype(fact.member), Column Table::*>) {
      if (fact.member == member) found = &fact.text;
    }
  });
  return *found;
}
/// A label within a line: "year built".
[[nodiscard]] std::string in_sentence(std::string label);

}  // namespace trek::publish::detail
