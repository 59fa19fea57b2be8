#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "trek/publish/detail/layer_table.hpp"
#include "trek/publish/map_style.hpp"
#include "trek/publish/style.hpp"

/// Classes of a column, from the values that it has in the file.
namespace trek::publish::detail {

/// What of a column its map shows.
struct ClassedColumn {
  std::string column;
  std::string unit;  // as of ColumnClasses
  ColorUse use = ColorUse::share;
  std::vector<double> kept{};  // values that stay a bound where they part areas: a norm, all of a share
};

/// As the project fixes them, else natural breaks; in the colours that the map's style has for this use.
/// Precondition: the table has its rows.
[[nodiscard]] ColumnClasses column_classes(const LayerTable& table, const ClassedColumn& wanted, const MapStyle& style);

}  // namespace trek::publish::detail
