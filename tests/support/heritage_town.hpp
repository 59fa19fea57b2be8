#pragma once

#include <string>
#include <vector>

#include "support/heritage.hpp"
#include "trek/core/random.hpp"

/// Made-up towns with streets, and farms around them: what the BAG would say, without a mistake.
namespace trek::test {

enum class Premises { house, shop, church, factory, farm };

/// What could be listed or stand empty: one place of use, as it is in truth.
struct Object {
  Premises premises = Premises::house;
  std::string building;                // id of the building that the object is
  std::vector<std::string> buildings;  // of its unit: several where one unit stands on several
  geo::Box place;
  std::string unit;        // id; empty: a building without an address of its own
  model::Address address;  // of the unit, else of the premises that it belongs to
  std::string complex;     // of the factory that it is a part of; else empty
};

struct Towns {
  std::vector<Building> buildings;
  std::vector<Unit> units;
  std::vector<Object> objects;
};

/// Rows of houses, detached houses, shops with dwellings, churches, factories of three to six buildings and farms with
/// barns. Towns share many names of streets. Demolished buildings lie under some houses, sheds behind others.
[[nodiscard]] Towns build_towns(std::size_t town_count, std::size_t streets_a_town, core::Random& random);

}  // namespace trek::test
