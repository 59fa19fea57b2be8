#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "trek/score/criteria.hpp"

namespace trek::score {

/// Ways from the criteria to an order.
enum class Method : std::uint8_t { sum, topsis, promethee, promethee_usual };

[[nodiscard]] std::span<const Method> all_methods() noexcept;
[[nodiscard]] std::string_view name_of(Method method) noexcept;

/// PROMETHEE's linear preference between values of [0, 1]: trek's choices.
inline constexpr double kIndifferentLead = 0.05;
inline constexpr double kStrictLead = 0.30;

/// What a method makes of what is sure of some sites; more is better.
///
/// Shape   one number per row, in its order: a sum in [0, 1], a closeness in [0, 1], or a net flow in [-1, 1].
[[nodiscard]] std::vector<double> method_scores(const CriteriaTable& table, std::span<const std::size_t> rows,
                                                Method method);

}  // namespace trek::score
