#include "trek/coverage/detail/checked_columns.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "trek/core/error.hpp"

namespace trek::coverage::detail {

void check_rows(std::string_view what, std::size_t found, std::size_t expected) {
  if (found != expected)
    core::refuse_argument(fmt::format("coverage: {} rows of {}, expected {}", found, what, expected));
}

void check_municipalities(std::string_view what, std::span<const model::MunicipalityIdx> column, std::size_t count) {
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (column[row].valid() && column[row].value() >= count) {
      core::refuse_argument(fmt::format("coverage: {} row {} is in municipality row {}, expected less than {}", what,
                                        row, column[row].value(), count));
    }
  }
}

void check_districts(std::string_view what, std::span<const model::DistrictIdx> column, std::size_t size,
                     std::size_t count) {
  check_rows(what, column.size(), size);
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (column[row].valid() && column[row].value() >= count) {
      core::refuse_argument(fmt::format("coverage: {}: row {} is in district row {}, expected less than {}", what, row,
                                        column[row].value(), count));
    }
  }
}

std::optional<double> share_of(double part, double whole) noexcept {
  if (!(whole > 0.0)) return std::nullopt;
  return std::min(part / whole, 1.0);
}

}  // namespace trek::coverage::detail
