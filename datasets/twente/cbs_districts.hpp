#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "trek/geo/polygon.hpp"
#include "twente/boundaries.hpp"
#include "twente/facts.hpp"
#include "twente/inhabitants.hpp"
#include "twente/towns.hpp"

namespace trek::datasets {

/// A district as CBS has them: a part of a municipality, with the people of the cells whose middle lies in it.
struct CbsDistrict {
  std::string code;  // "WK015301"
  std::string name;
  std::size_t municipality = 0;
  geo::MultiPolygon area;
  std::int64_t inhabitants = 0;
  std::array<std::int64_t, kAgeBandCount> by_age{};
};

/// Made-up districts: every municipality shared out over its towns, the larger ones over their centre and four sides
/// (15,000 inhabitants and more) or eight (60,000), each piece of ground to the nearest of those points. No draws.
///
/// Shape   together they are the municipalities: no gaps, no overlaps but for roundings to a millimetre.
[[nodiscard]] std::vector<CbsDistrict> cbs_districts(const Facts& facts, const std::vector<Town>& towns,
                                                     const Boundaries& boundaries,
                                                     const std::vector<PeopleCell>& cells);

}  // namespace trek::datasets
