#include "trek/fetch/fetch.hpp"

#include <fmt/format.h>

#include <system_error>

#include "trek/config/mapping.hpp"
#include "trek/core/error.hpp"
#include "trek/core/secrets.hpp"
#include "trek/core/shortage.hpp"
#include "trek/core/shortened.hpp"
#include "trek/core/text.hpp"
#include "trek/fetch/detail/download.hpp"
#include "trek/fetch/detail/feature_pages.hpp"
#include "trek/fetch/detail/visitor.hpp"

namespace trek::fetch {
namespace {

namespace fs = std::filesystem;
using model::FetchKind;
using model::FetchRecipe;

constexpr const char* kUserAgent = "trek/" TREK_VERSION " (trek fetch: open geodata for one project, one connection)";

bool is_service(const FetchRecipe& recipe) {
  return recipe.kind == FetchKind::wfs || recipe.kind == FetchKind::ogc_features;
}

[[noreturn]] void fail(const std::string& what) { throw core::Error{core::ErrorKind::data, what}; }

std::string extension_of(const fs::path& path) { return detail::lower_case(path.extension().string()); }

/// The reader goes by the name of a file, so a name that says something else than what is fetched is refused
/// beforehand.
void check_name(const Target& target, const FetchRecipe& recipe) {
  const std::string has = extension_of(target.path);
  if (is_service(recipe)) {
    if (has == ".geojson" || has == ".json") return;
    fail(fmt::format("a service gives GeoJSON, and the path is {}; name it path = \"{}\"", target.path.string(),
                     recipe.file.empty() ? target.path.stem().string() + ".geojson" : recipe.file));
  }
  const auto address = detail::parsed_address(recipe.url);
  const std::string file = recipe.file.empty() ? detail::file_name_of(address) : recipe.file;
  const std::string gets = recipe.kind == FetchKind::zip ? ".zip" : extension_of(file);
  if (gets.empty() || has == gets || (gets == ".json" && has == ".geojson")) return;
  fail(fmt::format("{} gives a {}, and the path is {}; name it path = \"{}\"", recipe.url, gets, target.path.string(),
                   file));
}

void check_region(const FetchRecipe& recipe, const std::optional<geo::Box>& region, const Options& options) {
  if (!is_service(recipe) || options.whole || (region && !region->empty())) return;
  fail(
      "a service is asked for a region, and there is none: put the file of the municipalities in its place, give "
      "region = [...] under [fetch] in the project, or take all of it with --whole");
}

/// What is known of the file that is there, if it still is that file.
std::optional<detail::SourceNote> known_file(const Target& target, const FetchRecipe& recipe) {
  std::error_code error;
  const auto bytes = fs::file_size(target.path, error);
  auto note = detail::find_source_note(target.path);
  if (error || !note || note->url != core::without_secrets(recipe.url) || note->bytes != bytes) return std::nullopt;
  return note;
}

void check_present(const Target& target) {
  if (!target.recipe || target.recipe->bytes == 0 || !fs::is_regular_file(target.path)) return;
  const auto bytes = fs::file_size(target.path);
  if (bytes == target.recipe->bytes) return;
  fail(fmt::format("{} has {} bytes, expected {}; --refresh gets it again", target.path.string(), bytes,
                   target.recipe->bytes));
}

/// Addresses that a server gives may be long, and any may hold secrets.
std::string shown(const std::string& message) {
  constexpr std::size_t kLongest = 2000;
  const std::string text = core::without_secrets(message);
  return text.size() <= kLongest ? text : core::shortened(core::cleaned(text), kLongest, " ...");
}

std::string by_hand(const Target& target) {
  if (!target.if_absent.empty()) return target.if_absent;
  if (target.place.empty())
    return fmt::format("nothing says where it can be had; put your file at {}", target.path.string());
  return fmt::format("cannot be fetched by itself; get it by hand ({}) and save it as {}", target.place,
                     target.path.string());
}

}  // namespace

std::string_view name_of(State state) noexcept {
  switch (state) {
    case State::fetched:
      return "fetched";
    case State::present:
      return "present";
    case State::skipped:
      return "skipped";
    case State::failed:
      return "failed";
  }
  return "failed";
}

struct Fetcher::Impl {
  detail::NamedHosts hosts;
  Options options;
  detail::Connection connection;

  [[nodiscard]] std::optional<detail::SourceNote> downloaded(const Target& target,
                                                             const std::optional<geo::Box>& region,
                                                             const core::Control& control, Outcome& outcome) {
    const FetchRecipe& recipe = *target.recipe;
    detail::Visitor visitor{connection, hosts, options, control};
    if (!is_service(recipe)) return detail::download(visitor, recipe, target.path, known_file(target, recipe));
    auto pages = detail::fetch_pages(visitor, recipe, options.whole ? std::nullopt : region, target.path);
    outcome.page_count = pages.page_count;
    outcome.features = pages.features;
    return std::move(pages.note);
  }

  [[nodiscard]] State bring(const Target& target, const std::optional<geo::Box>& region, const core::Control& control,
                            Outcome& outcome) {
    const FetchRecipe& recipe = *target.recipe;
    check_name(target, recipe);
    check_region(recipe, region, options);
    auto note = downloaded(target, region, control, outcome);
    if (!note) return State::present;
    note->fetched = options.timestamp;
    note->licence = target.licence;
    note->attribution = target.attribution;
    detail::write_source_note(target.path, *note);
    return State::fetched;
  }

  [[nodiscard]] State state_after(const Target& target, const std::optional<geo::Box>& region,
                                  const core::Control& control, Outcome& outcome) {
    std::error_code ignored;
    const bool there = fs::exists(target.path, ignored);
    if (there && (!options.refresh || !target.recipe)) {
      check_present(target);
      return State::present;
    }
    return target.recipe ? bring(target, region, control, outcome) : State::skipped;
  }
};

Fetcher::Fetcher(std::span<const std::string> named_urls, Options options) {
  detail::Connection connection{
      kUserAgent, {options.connect_limit, options.answer_limit, options.speed_window, options.least_speed}};
  impl_ = std::make_unique<Impl>(Impl{{}, std::move(options), std::move(connection)});
  for (const std::string& url : named_urls) impl_->hosts.add(url);
  for (const config::Mapping& known : config::shipped_mappings()) {
    impl_->hosts.add(known.url);
    if (known.fetch) impl_->hosts.add(known.fetch->url);
  }
}

Fetcher::~Fetcher() = default;
Fetcher::Fetcher(Fetcher&&) noexcept = default;
Fetcher& Fetcher::operator=(Fetcher&&) noexcept = default;

Outcome Fetcher::fetch(const Target& target, const std::optional<geo::Box>& region, const core::Control& control) {
  Outcome outcome{target.name, State::failed, 0, target.path, {}};
  try {
    outcome.state = impl_->state_after(target, region, control, outcome);
    if (outcome.state == State::skipped) outcome.message = fmt::format("source '{}': {}", target.name, by_hand(target));
  } catch (const detail::Unreachable& unreachable) {
    outcome.message = fmt::format("source '{}': {} cannot be reached ({}); get it by hand and save it as {}",
                                  target.name, unreachable.url, unreachable.reason, target.path.string());
  } catch (const core::Error& error) {
    if (error.kind() == core::ErrorKind::cancelled || !core::find_shortage().empty()) throw;
    outcome.message = fmt::format("source '{}': {}", target.name, error.what());
  } catch (const fs::filesystem_error& error) {
    outcome.message = fmt::format("source '{}': {}", target.name, error.what());
  }
  outcome.message = shown(outcome.message);
  std::error_code error;
  const auto bytes = fs::file_size(target.path, error);
  if (!error) outcome.bytes = bytes;
  return outcome;
}

}  // namespace trek::fetch
