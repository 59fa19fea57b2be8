#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "trek/network/osm.hpp"

namespace trek::network {

/// Version of the file layout and of the rules that fill it. A file of another version is not read.
inline constexpr std::uint32_t kCacheVersion = 3;

/// What a cached graph was made from: input hash and every option. Equal keys, equal graph.
[[nodiscard]] std::string cache_key(std::string_view input_sha256, const ModeSpeeds& speeds, std::string_view crs);

/// Writes a graph file: to a temporary name, synced, renamed. Errors  Error{output}.
void write_cache(const std::filesystem::path& file, std::string_view key, const OsmNetwork& network);

/// Empty when there is no file, or it has another key or version, or fails its checksum: then it is made anew.
[[nodiscard]] std::optional<OsmNetwork> find_cached(const std::filesystem::path& file, std::string_view key);

}  // namespace trek::network
