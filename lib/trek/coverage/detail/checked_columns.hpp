#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "trek/model/districts.hpp"
#include "trek/model/tables.hpp"

namespace trek::coverage::detail {

/// Errors  Error{bad_argument}: a column `what` of another length than its table.
void check_rows(std::string_view what, std::size_t found, std::size_t expected);
/// Errors  Error{bad_argument}: a row that is in a municipality that does not exist.
void check_municipalities(std::string_view what, std::span<const model::MunicipalityIdx> column, std::size_t count);

/// Errors  Error{bad_argument}: not `size` rows, or a row in a district that does not exist.
void check_districts(std::string_view what, std::span<const model::DistrictIdx> column, std::size_t size,
                     std::size_t count);

/// At most 1, whatever rounding did; empty of nothing.
[[nodiscard]] std::optional<double> share_of(double part, double whole) noexcept;

}  // namespace trek::coverage::detail
