#include "trek/project/fetch_sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "trek/core/error.hpp"
#include "trek/core/target_file.hpp"
#include "trek/core/text.hpp"
#include "trek/ingest/input_files.hpp"
#include "trek/project/detail/inputs.hpp"
#include "trek/project/detail/places.hpp"

namespace trek::project {
namespace {

bool is_service(const fetch::Target& target) {
  return target.recipe &&
         (target.recipe->kind == model::FetchKind::wfs || target.recipe->kind == model::FetchKind::ogc_features);
}

std::vector<std::string> urls_of(const Project& project) {
  std::vector<std::string> urls;
  for (const model::Source& source : project.sources) {
    urls.push_back(source.url);
    if (source.fetch) urls.push_back(source.fetch->url);
  }
  return urls;
}

void check_names(const Project& project, const std::vector<std::string>& wanted) {
  std::vector<std::string> names;
  for (const model::Source& source : project.sources) names.push_back(source.name);
  for (const std::string& name : wanted) {
    if (std::count(names.begin(), names.end(), name)) continue;
    throw core::Error{core::ErrorKind::bad_argument,
                      fmt::format("--source {}: no source of the project has this name{}. Sources are: {}", name,
                                  core::did_you_mean(name, names), fmt::join(names, ", "))};
  }
}

std::vector<fetch::Target> targets_of(const Project& project, const std::vector<std::string>& wanted) {
  std::vector<fetch::Target> targets;
  for (const model::Source& source : project.sources) {
    if (wanted.empty() || std::count(wanted.begin(), wanted.end(), source.name))
      targets.push_back(fetch::target_of(source));
  }
  return targets;
}

bool asks_the_same(const fetch::Target& a, const fetch::Target& b) {
  if (!a.recipe || !b.recipe) return a.recipe.has_value() == b.recipe.has_value();
  return a.recipe->url == b.recipe->url && a.recipe->type == b.recipe->type;
}

/// Links followed: what two names lead to is one file.
std::filesystem::path place_of(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::path place = std::filesystem::weakly_canonical(path, error);
  return error ? path : place;
}

/// A download takes the place of an older one of its own, and of nothing else that the project reads or fetches.
void check_places(const Project& project, const std::vector<fetch::Target>& targets) {
  for (const fetch::Target& target : targets) {
    if (!target.recipe) continue;
    std::vector<std::filesystem::path> others{project.file};
    if (project.answers) others.push_back(*project.answers);
    if (project.decisions) others.push_back(*project.decisions);
    for (const model::Source& source : project.sources) {
      if (place_of(source.path) == place_of(target.path)) continue;
      for (std::filesystem::path& file : ingest::input_files(source.path)) others.push_back(std::move(file));
    }
    for (const std::filesystem::path& file : fetch::written_files(target.path)) core::check_no_input(file, others);
  }
}

void remove_dead(const std::vector<fetch::Target>& targets) {
  std::set<std::filesystem::path> folders;
  for (const fetch::Target& target : targets) folders.insert(target.path.parent_path());
  for (const std::filesystem::path& folder : folders) core::remove_dead_temporaries(folder);
}

/// One download a path. Sources that share a path must agree on what lies there.
class Round {
 public:
  Round(const Project& project, const std::vector<fetch::Target>& targets, bool refresh, fetch::Fetcher& fetcher,
        const core::Control& control)
      : project_{project},
        targets_{targets},
        refresh_{refresh},
        fetcher_{fetcher},
        control_{control},
        outcomes_(targets.size()) {}

  /// `region` is asked for only where a service needs it.
  template <class Region>
  void fetch(bool services, Region region) {
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      if (is_service(targets_[i]) != services) continue;
      control_.check_stop();
      outcomes_[i] = outcome_of(i, services ? region() : std::nullopt);
    }
  }

  [[nodiscard]] std::vector<fetch::Outcome> outcomes() && { return std::move(outcomes_); }

 private:
  fetch::Outcome outcome_of(std::size_t i, const std::optional<geo::Box>& region) {
    const auto [place, first] = by_path_.emplace(place_of(targets_[i].path), i);
    if (first) return fetched(targets_[i], region);
    const fetch::Target& other = targets_[place->second];
    fetch::Outcome outcome = outcomes_[place->second];
    outcome.source = targets_[i].name;
    const std::string shared = fmt::format("source '{}': {} is the file of source '{}' too, ", targets_[i].name,
                                           targets_[i].path.string(), other.name);
    if (asks_the_same(targets_[i], other)) {
      if (!outcome.message.empty()) outcome.message = shared + "of which is told what to do";
      return outcome;
    }
    outcome.state = fetch::State::failed;
    outcome.message = shared + "which is fetched otherwise; give each its own path";
    return outcome;
  }

  /// What is there is read wherever it lies; what would be written stays where the project may write.
  fetch::Outcome fetched(const fetch::Target& target, const std::optional<geo::Box>& region) {
    std::error_code ignored;
    if (!target.recipe || (!refresh_ && std::filesystem::exists(target.path, ignored)))
      return fetcher_.fetch(target, region, control_);
    try {
      detail::check_fetched_file(project_, target.path);
    } catch (const core::Error& error) {
      return {target.name, fetch::State::failed, 0, target.path,
              fmt::format("source '{}': {}", target.name, error.what())};
    }
    return fetcher_.fetch(target, region, control_);
  }

  const Project& project_;
  const std::vector<fetch::Target>& targets_;
  bool refresh_;
  fetch::Fetcher& fetcher_;
  const core::Control& control_;
  std::map<std::filesystem::path, std::size_t> by_path_;
  std::vector<fetch::Outcome> outcomes_;
};

}  // namespace

std::vector<fetch::Outcome> fetch_sources(const Project& project, const std::vector<std::string>& names,
                                          const fetch::Options& options, const core::Control& control) {
  check_names(project, names);
  const std::vector<fetch::Target> targets = targets_of(project, names);
  check_places(project, targets);
  remove_dead(targets);
  fetch::Fetcher fetcher{urls_of(project), options};
  Round round{project, targets, options.refresh, fetcher, control};
  round.fetch(false, [] { return std::optional<geo::Box>{}; });
  std::optional<std::optional<geo::Box>> region;
  round.fetch(true, [&] {
    if (!region) region = project.fetch_region ? project.fetch_region : detail::find_region(project, control);
    return *region;
  });
  return std::move(round).outcomes();
}

}  // namespace trek::project
