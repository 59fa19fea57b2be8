#pragma once

#include <memory>

#include "trek/access/router.hpp"
#include "trek/measure/settings.hpp"
#include "trek/model/tables.hpp"
#include "trek/network/network.hpp"

/// What measures are taken of.
namespace trek::measure {

/// One mode, ready to travel: its streets (or straight line) and every point placed on them.
struct ModeTravel {
  const TravelSettings* settings = nullptr;
  std::unique_ptr<network::ModeNetwork> network;  // null for a straight line; the router points into it
  access::Router router;
  access::Endpoints sites;
  access::Endpoints demand;
  access::Endpoints places;
  access::Endpoints stations;
};

/// The tables that measures are taken of.
struct Tables {
  const model::Sites* sites = nullptr;
  const model::Demand* demand = nullptr;          // null only without modes
  const model::ExistingPlaces* places = nullptr;  // may be null
  const model::NamedPoints* stations = nullptr;   // may be null
};

}  // namespace trek::measure
