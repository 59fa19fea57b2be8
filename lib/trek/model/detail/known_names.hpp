#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "trek/model/tables.hpp"

namespace trek::model::detail {

/// Another name of a present municipality: "Den Haag".
struct OtherName {
  std::string name;
  std::string code;
};
[[nodiscard]] std::span<const OtherName> other_names();

/// All that have this name, in any spelling; without those of another province than one that stands behind it.
[[nodiscard]] std::vector<MunicipalityIdx> municipalities_named(const Municipalities& table, std::string_view text);

}  // namespace trek::model::detail
