#pragma once

#include "trek/core/index.hpp"

/// Rows of the domain tables: one kind a table, so that they do not mix.
namespace trek::model {

using BuildingIdx = core::Index<struct BuildingTag>;
using UnitIdx = core::Index<struct UnitTag>;
using MonumentIdx = core::Index<struct MonumentTag>;
using MunicipalityIdx = core::Index<struct MunicipalityTag>;
using DemandIdx = core::Index<struct DemandTag>;
using PlaceIdx = core::Index<struct PlaceTag>;
using SiteIdx = core::Index<struct SiteTag>;

}  // namespace trek::model
