#pragma once

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "support/loopback_server.hpp"
#include "support/says.hpp"
#include "support/temporary_folder.hpp"
#include "trek/fetch/fetch.hpp"

namespace trek::test {

inline std::string text_in(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

/// What begins as a GeoPackage does, and goes on as long as asked.
inline std::string geopackage_like(std::size_t bytes) {
  std::string body{"SQLite format 3\0", 16};
  while (body.size() < bytes) body.push_back(static_cast<char>('a' + body.size() % 26));
  return body;
}

/// A server, a folder, and a fetcher that notes its pauses in place of sleeping.
struct Scene {
  LoopbackServer server;
  TemporaryFolder folder;
  std::vector<std::chrono::milliseconds> pauses;
  fetch::Options options;
  std::vector<std::string> named;  // urls besides the server's own

  Scene() {
    options.timestamp = "2026-01-02T03:04:05.000Z";
    options.wait = [this](std::chrono::milliseconds pause, const core::Control&) { pauses.push_back(pause); };
  }

  [[nodiscard]] fetch::Target target(const std::string& file, model::FetchKind kind, const std::string& path,
                                     const std::string& type = "") const {
    model::FetchRecipe recipe;
    recipe.kind = kind;
    recipe.url = server.url(path);
    recipe.type = type;
    recipe.page_size = 2;
    return {"layer", folder / file, "somewhere", recipe, "CC0", "its maker"};
  }
  [[nodiscard]] fetch::Target file_target() const {
    return target("layer.gpkg", model::FetchKind::file, "/layer.gpkg");
  }

  [[nodiscard]] fetch::Outcome fetch(const fetch::Target& wanted, const core::Control& control = {},
                                     std::optional<geo::Box> region = std::nullopt) {
    named.push_back(server.url("/"));
    fetch::Fetcher fetcher{named, options};
    return fetcher.fetch(wanted, region, control);
  }

  [[nodiscard]] bool has(const std::string& name) const { return std::filesystem::exists(folder / name); }
  /// Nothing is left of a download that failed for good.
  [[nodiscard]] bool no_part() const { return !has("layer.gpkg.part") && !has("layer.gpkg.part.json"); }
};

}  // namespace trek::test
