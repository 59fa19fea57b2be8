#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "trek/model/mode.hpp"
#include "trek/network/osm.hpp"

namespace trek::bench {

/// A made-up Dutch network of about so many junctions, as an extract: made when it is not there yet. It lies in the
/// folder that TREK_BENCH_NETWORKS names, else in the folder for temporary files, and stays for the next time.
[[nodiscard]] std::filesystem::path made_up_extract(std::uint64_t junction_count);

/// One mode of an extract, with its hierarchy.
[[nodiscard]] network::ModeNetwork prepared(const std::filesystem::path& extract, model::Mode mode,
                                            const std::string& crs = "EPSG:28992");

}  // namespace trek::bench
