#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "trek/core/index.hpp"
#include "trek/geo/polygon.hpp"

namespace trek::model {

using DistrictIdx = core::Index<struct DistrictTag>;

/// Districts (wijken) or neighbourhoods (buurten): parts of municipalities that do not overlap, all of one level.
struct Districts {
  std::vector<std::string> code;  // "WK015300", "BU01530000"
  std::vector<std::string> name;
  std::vector<std::string> municipality_code;      // "GM0153", as the source or the code says it; empty: unknown
  std::vector<std::optional<double>> inhabitants;  // official figure; empty: secret, or not in the source
  geo::PolygonColumn area;
  [[nodiscard]] std::size_t size() const noexcept { return code.size(); }
  static constexpr auto columns() {
    using T = Districts;
    return std::tuple{&T::code, &T::name, &T::municipality_code, &T::inhabitants, &T::area};
  }
};

}  // namespace trek::model
