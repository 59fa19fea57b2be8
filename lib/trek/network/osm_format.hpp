#pragma once

#include <filesystem>
#include <string>

/// Extracts of OSM that trek does not read, and what to do about them.
namespace trek::network {

/// Errors  Error{data} for the JSON of Overpass, whatever the name of the file, with what to ask for in its place.
void check_is_no_overpass_json(const std::filesystem::path& file);

/// Errors  Error{data} for an extract of which Overpass says itself, at its end, that it stopped before.
void check_is_whole(const std::filesystem::path& file);

/// What to say of a file that libosmium cannot read, and why it says that it cannot.
[[nodiscard]] std::string unreadable(const std::filesystem::path& file, const std::string& why);

/// What to say of a file of OSM without a single place.
[[nodiscard]] std::string without_places(const std::filesystem::path& file);

}  // namespace trek::network
