#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "trek/core/books.hpp"
#include "trek/core/control.hpp"
#include "trek/fetch/options.hpp"
#include "trek/fetch/target.hpp"
#include "trek/geo/point.hpp"

namespace trek::fetch {

enum class State {
  fetched,  // downloaded just now
  present,  // was there already, or the server says that it has not changed
  skipped,  // nothing says where to download it
  failed,
};
[[nodiscard]] std::string_view name_of(State state) noexcept;

/// What became of one source.
struct Outcome {
  std::string source;
  State state = State::failed;
  std::uint64_t bytes = 0;       // of the file, where there is one
  std::filesystem::path file;    // where it is, or should be put
  std::string message;           // one line: what went wrong and what to do; empty if all is well
  std::uint64_t page_count = 0;  // of a service that was asked just now
  core::Books features{};        // over its pages: all that were read are in the file, or it failed
  [[nodiscard]] bool there() const noexcept { return state == State::fetched || state == State::present; }
};

/// Downloads sources, one after another over one connection, from servers that are not trusted: whatever one sends, or
/// does not send, a call ends within the limits of Options, and nothing comes into place but what was promised.
///
/// Only http and https, and only hosts that stand in `named_urls` or in the shipped mappings; every redirect and every
/// further page must keep to them, and never leaves https for http.
///
/// A file is written to NAME.part and takes its place when it is whole and what it should be; until then an older file
/// stays. A broken-off file is continued at the next call if the server still has the same one (NAME.part.json says
/// which). Beside a file goes NAME.source.json: url, date, bytes, SHA-256, licence, attribution. The pages of a service
/// become one GeoJSON FeatureCollection. What an address keeps secret (core::without_secrets) stands in none of them,
/// and in no message.
class Fetcher {
 public:
  Fetcher(std::span<const std::string> named_urls, Options options);
  ~Fetcher();
  Fetcher(Fetcher&&) noexcept;
  Fetcher& operator=(Fetcher&&) noexcept;

  /// `region`, in EPSG:28992, bounds what a service is asked for. Nothing is requested for a target that is there
  /// (unless refreshed) or that has no recipe.
  /// Errors  Error{cancelled} on a stop. All else is an Outcome, so that one source at fault does not keep the others.
  [[nodiscard]] Outcome fetch(const Target& target, const std::optional<geo::Box>& region,
                              const core::Control& control);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace trek::fetch
