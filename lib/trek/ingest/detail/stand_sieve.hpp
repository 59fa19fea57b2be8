#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/geo/point.hpp"

namespace trek::ingest::detail {

/// Which objects of an LV BAG file are worth the time that GDAL takes over them. What it cannot judge it keeps: the
/// reader decides on every object by itself, and gets the same table with a sieve as without.
struct StandSieve {
  std::optional<geo::Box> region;  // RD; objects whose first point is farther away than an object is long
  std::optional<std::vector<std::uint64_t>> ids;  // ascending; objects with another identification
  bool present_only = false;  // no states that ended, were withdrawn or are no BAG: what mappings of LV BAG leave out

  [[nodiscard]] bool idle() const noexcept { return !region && !ids && !present_only; }
};

/// The file's text without the objects that are not needed, whole objects (`sl:stand`) at a time; empty when none is.
/// Cost    a search for a few words an object: hundreds of MB a second, where GDAL reads some 15.
[[nodiscard]] std::string sieved(std::string_view xml, const StandSieve& sieve);

/// The digits of an identification, with or without the name of its domain before it ("NL.IMBAG.Pand.0221...").
[[nodiscard]] std::optional<std::uint64_t> find_id_number(std::string_view text);

}  // namespace trek::ingest::detail
