#include "trek/publish/stored_squares.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <map>

#include "trek/publish/detail/geometry_blob.hpp"
#include "trek/publish/detail/opened_output.hpp"
#include "trek/publish/detail/table_reading.hpp"

namespace trek::publish {
namespace {

/// Rows first: squares in the order in which they are told.
using SquarePlace = std::pair<std::int64_t, std::int64_t>;

SquarePlace square_of(geo::Point place, double size_m) {
  return {static_cast<std::int64_t>(std::floor(place.y_m / size_m)),
          static_cast<std::int64_t>(std::floor(place.x_m / size_m))};
}

geo::Box box_of_square(const SquarePlace& place, double size_m) {
  const double x_m = static_cast<double>(place.second) * size_m;
  const double y_m = static_cast<double>(place.first) * size_m;
  return {x_m, y_m, x_m + size_m, y_m + size_m};
}

void add_cell(StoredSquare& square, const StoredTable& cells, std::size_t row, const std::vector<std::string>& modes) {
  const double people = cells.number(row, "inhabitants").value_or(0.0);
  const double target = cells.number(row, "target").value_or(0.0);
  square.people += people;
  for (std::size_t m = 0; m < modes.size(); ++m) {
    const Value served = cells.value(row, fmt::format("served_{}", modes[m]));
    const auto* const is_served = std::get_if<bool>(&served);
    if (is_served == nullptr) continue;
    StoredSquare::Served& sums = square.modes[m];
    sums.people += people;
    sums.target += target;
    if (!*is_served) continue;
    sums.served += people;
    sums.target_served += target;
  }
}

}  // namespace

std::vector<StoredSquare> stored_squares(const std::filesystem::path& geopackage, const std::vector<std::string>& modes,
                                         double size_m) {
  const detail::OpenedOutput output{geopackage};
  const StoredTable cells = detail::stored_table(output, "demand", detail::Shapes::read);
  std::map<SquarePlace, StoredSquare> squares;
  for (std::size_t row = 0; row < cells.rows.size(); ++row) {
    const geo::Box box = detail::bounds_of(cells.shape(row));
    const bool is_abroad = cells.text(row, "municipality_code").empty();
    if (box.empty() || is_abroad || cells.number(row, "inhabitants").value_or(0.0) <= 0.0) continue;
    const SquarePlace place = square_of(box.centre(), size_m);
    const auto [found, is_new] = squares.try_emplace(place);
    if (is_new) {
      found->second.box = box_of_square(place, size_m);
      found->second.modes.resize(modes.size());
    }
    add_cell(found->second, cells, row, modes);
  }
  std::vector<StoredSquare> all;
  for (auto& [place, square] : squares) all.push_back(std::move(square));
  return all;
}

}  // namespace trek::publish
