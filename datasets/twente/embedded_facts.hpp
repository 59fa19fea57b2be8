#pragma once

#include <string_view>

/// The text of datasets/twente/facts/*.csv, compiled in by CMake so that the program needs no file beside it.
namespace trek::datasets {

extern const std::string_view kMunicipalitiesCsv;
extern const std::string_view kSettlementsCsv;
extern const std::string_view kNamedSitesCsv;

}  // namespace trek::datasets
