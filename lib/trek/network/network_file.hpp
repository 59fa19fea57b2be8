#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/model/loaded.hpp"
#include "trek/model/tables.hpp"
#include "trek/network/mode_speeds.hpp"
#include "trek/network/network.hpp"

namespace trek::network {

/// Version of the file layout and of the rules that fill it. A file of another version is not read.
inline constexpr std::uint32_t kNetworkFileVersion = 4;

/// Whether the streets are those of an NWB: of any vector file that is no OSM extract (.pbf, .osm and its packings).
[[nodiscard]] bool is_nwb(const std::filesystem::path& extract);

/// What an extract says of itself: OpenStreetMap, unless trek made it up; the NWB of Rijkswaterstaat.
/// Errors  Error{data} for an OSM extract that cannot be read.
[[nodiscard]] SourceCredit find_credit(const std::filesystem::path& extract);

/// What a network is made from: the extract's hash, every option, the version of the rules and that of PROJ. Equal
/// keys, equal network.
[[nodiscard]] std::string network_key(std::string_view source_sha256, std::span<const ModeSpeeds> speeds,
                                      std::string_view crs, const std::optional<SourceCredit>& credit = std::nullopt);

/// Reads an extract of OSM for some modes and prepares it with hierarchies, and what a map lies on. Without `credit`,
/// the extract's own. Errors  as read_osm, and Error{data} if the file cannot be read.
[[nodiscard]] Network build_network(const std::filesystem::path& extract, const std::vector<ModeSpeeds>& speeds,
                                    const std::string& crs, const std::string& made_by, const core::Control& control,
                                    const std::optional<SourceCredit>& credit = std::nullopt);

/// The same from the roads of an NWB, which were read in `crs`; they are let go of as soon as the graphs are made.
/// Errors  as road_networks.
[[nodiscard]] Network build_network(model::Loaded<model::Roads> roads, const std::vector<ModeSpeeds>& speeds,
                                    const std::string& crs, const std::string& made_by, const core::Control& control,
                                    const std::optional<SourceCredit>& credit = std::nullopt);

/// Writes the file: to a temporary name, synced, renamed. The same network gives the same bytes.
/// Errors  as core::TargetFile.
void write_network_file(const std::filesystem::path& file, const Network& network, bool overwrite);

/// Maps the file into memory: its columns are read when they are used, and shared by all processes that use them. What
/// it gives back stays valid when the file is replaced or removed, but not when its bytes are overwritten in place.
///
/// Errors  Error{data}: no such file, no trek network, made by another version, cut short, damaged. A file that was
///         forged on purpose is refused as well, if a number in it would lead outside of its columns.
/// Cost    reads the whole file once, to check it, in little memory.
[[nodiscard]] Network open_network_file(const std::filesystem::path& file);

/// The same for a file that is made anew when it does not serve: empty when there is none, it has another key, or it
/// would be refused.
[[nodiscard]] std::optional<Network> find_network_file(const std::filesystem::path& file, std::string_view key);

}  // namespace trek::network
