#include "trek/project/detail/scenario_names.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>
#include <string>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/model/address.hpp"

namespace trek::project::detail {
namespace {

/// What a name may stand for: `texts[row]` begins with the key and the name of a row.
struct Nameable {
  const char* key;   // of the scenario
  const char* what;  // "candidate site"
  std::vector<std::vector<std::string>> texts;
};

constexpr std::size_t kMostListed = 8;

std::string listed(const Nameable& all, std::span<const std::size_t> rows) {
  std::vector<std::string> names;
  for (const std::size_t row : rows.first(std::min(rows.size(), kMostListed)))
    names.push_back(fmt::format("{} ({})", all.texts[row][0], all.texts[row][1]));
  const std::string more = rows.size() > kMostListed ? fmt::format(", and {} more", rows.size() - kMostListed) : "";
  return fmt::format("{}{}", fmt::join(names, ", "), more);
}

[[noreturn]] void refuse_name(const Project& project, const Scenario& scenario, const Nameable& all,
                              const std::string& name, std::span<const std::size_t> rows) {
  const std::string where =
      fmt::format("{}: [[scenario]] '{}', {}: '{}'", project.file.string(), scenario.name.en, all.key, name);
  if (!rows.empty())
    throw core::Error{
        core::ErrorKind::config,
        fmt::format("{} may mean several: {}; give the key of the one that is meant", where, listed(all, rows))};
  std::vector<std::string> names;
  for (const auto& texts : all.texts) names.push_back(texts[1]);
  throw core::Error{core::ErrorKind::config,
                    fmt::format("{} is no {} by its key, name or a part of it{}; 'trek run' writes their keys in the "
                                "layers 'sites' and 'existing_places'",
                                where, all.what, core::did_you_mean(name, names))};
}

std::vector<std::uint32_t> rows_named(const Project& project, const Scenario& scenario, const Nameable& all,
                                      const std::vector<std::string>& names) {
  std::vector<std::uint32_t> rows;
  for (const std::string& name : names) {
    const auto found = core::matching_rows(name, all.texts);
    const bool is_one = !found.empty() && std::ranges::all_of(found, [&](std::size_t row) {
      return all.texts[row][0] == all.texts[found.front()][0];  // places of one feature share its key
    });
    if (!is_one) refuse_name(project, scenario, all, name, found);
    for (std::size_t row = 0; row < all.texts.size(); ++row) {
      const auto as_row = static_cast<std::uint32_t>(row);
      if (all.texts[row][0] == all.texts[found.front()][0] && std::ranges::find(rows, as_row) == rows.end())
        rows.push_back(as_row);
    }
  }
  return rows;
}

}  // namespace

ScenarioRows scenario_rows(const Project& project, const Scenario& scenario, const model::Sites& sites,
                           const model::ExistingPlaces* places) {
  Nameable candidates{"open", "candidate site", {}};
  if (!scenario.open.empty()) {
    for (std::size_t row = 0; row < sites.size(); ++row)
      candidates.texts.push_back({sites.key[row], sites.name[row], model::one_line(sites.address[row])});
  }
  Nameable existing{"close", "existing place", {}};
  if (places != nullptr && !scenario.close.empty()) {
    for (std::size_t row = 0; row < places->size(); ++row)
      existing.texts.push_back({places->key[row], places->name[row]});
  }
  return {rows_named(project, scenario, candidates, scenario.open),
          rows_named(project, scenario, existing, scenario.close)};
}

}  // namespace trek::project::detail
