#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "trek/core/text.hpp"
#include "trek/project/detail/section.hpp"
#include "trek/project/detail/section_keys.hpp"

namespace trek::project::detail::sections {
namespace {

constexpr std::uint32_t kMostSites = 1000;

SitingProblem read_problem(config::TomlTable& table) {
  const std::string word = table.required_word(
      {"problem",
       "lscp: fewest sites that serve everyone; mclp: p sites that serve most people; p_median: least mean travel "
       "time; "
       "p_center: least longest travel time; spread_peaks: places near most people, and peaks that most can come to"},
      {"lscp", "mclp", "p_median", "p_center", "spread_peaks"});
  return *find_siting_problem(word);
}

const TravelSettings& named_mode(const config::TomlTable& table, const char* key, const std::string& word,
                                 const Project& project) {
  std::vector<std::string> words;
  for (const TravelSettings& mode : project.modes) {
    words.emplace_back(model::name_of(mode.mode));
    if (words.back() == word) return mode;
  }
  table.fail(key, fmt::format("'{}' is not the mode of a [[mode]]{}", word, core::did_you_mean(word, words)));
}

/// By bicycle if people can, else the first; peaks by car.
const TravelSettings& default_mode(const Project& project, model::Mode wanted) {
  const auto found = std::ranges::find(project.modes, wanted, &TravelSettings::mode);
  return found != project.modes.end() ? *found : project.modes.front();
}

void check_profile(const config::TomlTable& table, const char* key, const std::string& id, const Project& project) {
  std::vector<std::string> ids;
  for (const profile::Profile& one : project.profiles) ids.push_back(one.id);
  if (!id.empty() && std::ranges::find(ids, id) == ids.end())
    table.fail(key, fmt::format("'{}' is no profile of [profile] kinds{}", id, core::did_you_mean(id, ids)));
}

void read_local(config::TomlTable& table, const Project& project, SitingReach& reach) {
  const auto mode = table.text({"mode", "how people come; default bicycle, where there is a [[mode]] for it"});
  const TravelSettings& travel =
      mode ? named_mode(table, "mode", *mode, project) : default_mode(project, model::Mode::bicycle);
  reach.mode = travel.mode;
  reach.norm_min = table.count({"norm_min", "minutes within which a person is served; not said: that of the [[mode]]"},
                               travel.norm_min, 1, 180);
  reach.profile = table.text(
      {"profile", "sites that this profile of [profile] does not rule out; not said: any that is ranked"}, "");
  check_profile(table, "profile", reach.profile, project);
  const auto level = table.word(
      {"level", "in place of profile: sites that some profile of this level does not rule out"}, {"local", "beacon"});
  if (level && !reach.profile.empty()) table.fail("level", "profile and level say the same; give one of them");
  if (level) reach.level = *level == "local" ? profile::Level::local : profile::Level::beacon;
  reach.spacing_m =
      table.number({"spacing_m", "metres between chosen sites, at least; 0: any distance"}, 0.0, 0.0, 100'000.0);
}

void read_peak(config::TomlTable& table, const Project& project, SitingSettings& siting) {
  siting.peak_count =
      table.count({"peaks", "spread_peaks: how many peaks, besides the p local places"}, 1, 1, kMostSites);
  SitingReach& reach = siting.peak;
  const auto mode =
      table.text({"peak_mode", "how people come to a peak; default car, where there is a [[mode]] for it"});
  const TravelSettings& travel =
      mode ? named_mode(table, "peak_mode", *mode, project) : default_mode(project, model::Mode::car);
  reach.mode = travel.mode;
  reach.norm_min =
      table.count({"peak_norm_min", "minutes within which people come to a peak; not said: that of the [[mode]]"},
                  travel.norm_min, 1, 180);
  reach.profile = table.text(
      {"peak_profile", "sites that may be a peak; not said: those that some profile of level beacon does not rule out"},
      "");
  check_profile(table, "peak_profile", reach.profile, project);
  if (reach.profile.empty()) reach.level = profile::Level::beacon;
  reach.spacing_m =
      table.number({"peak_spacing_m", "metres between peaks, at least; 0: any distance"}, 0.0, 0.0, 100'000.0);
  siting.balance = table.number({"balance", "spread_peaks: how much the places near people weigh against the peaks"},
                                siting.balance, 0.0, 1.0);
}

void read_rules(config::TomlTable& table, SitingSettings& siting) {
  siting.forced = table.texts({"forced", "sites that must be chosen: keys, names or addresses"});
  siting.forbidden = table.texts({"forbidden", "sites that may not be chosen: the same"});
  siting.per_municipality =
      table.count({"per_municipality", "chosen sites in each municipality, at least"}, 0, 0, kMostSites);
  siting.budget_euro = table.number({"budget_euro", "most that the chosen sites may cost together"}, 0.0, 1e12);
  siting.cost_per_m2 =
      table.number({"cost_per_m2",
                    "euro a m2 of floor: what a site costs; needed with budget_euro. A site of unknown floor area is "
                    "not chosen then"},
                   0.0, 0.0, 1e6);
  if (siting.budget_euro && !(siting.cost_per_m2 > 0.0))
    table.fail("budget_euro", "say what a site costs as well: cost_per_m2 = 1500");
}

void read_capacity(config::TomlTable& table, SitingSettings& siting) {
  siting.capacity =
      table.number({"capacity",
                    "mclp: people within the norm whom a site serves at most; the others go to another, or have none. "
                    "Your choice: no source says how many people share a place"},
                   1.0, 1e9);
  siting.capacity_per_m2 = table.number(
      {"capacity_per_m2", "the same by floor area: people a m2. A site of unknown floor area is not chosen then"}, 0.0,
      0.0, 1e6);
  const char* const key = siting.capacity ? "capacity" : "capacity_per_m2";
  const bool by_area = siting.capacity_per_m2 > 0.0;
  if (siting.capacity && by_area) table.fail(key, "and capacity_per_m2 say the same; give one of them");
  if ((siting.capacity || by_area) && (siting.problem != SitingProblem::mclp || siting.of_municipalities))
    table.fail(key, "is of problem = \"mclp\" among sites; leave it out, or ask for that");
}

void read_people(config::TomlTable& table, SitingSettings& siting) {
  siting.of_municipalities =
      table.word({"candidates",
                  "what is chosen from: the sites, or the centres of the municipalities, which are the "
                  "people then too"},
                 {"sites", "municipalities"}, "sites") == "municipalities";
  const std::string people =
      table.word({"people", "whom it counts: all, those of 20-40, or (of municipalities) each municipality once"},
                 {"all", "target", "equal"}, "all");
  siting.people = people == "all" ? SitingPeople::all : people == "target" ? SitingPeople::target : SitingPeople::equal;
  if (siting.people == SitingPeople::equal && !siting.of_municipalities)
    table.fail("people", "'equal' counts municipalities; give candidates = \"municipalities\" too");
  siting.existing = table.boolean({"existing", "who has a third place within the norm already asks for none"},
                                  !siting.of_municipalities);
  if (siting.existing && siting.of_municipalities)
    table.fail("existing", "a choice among municipalities looks at no existing places; leave it out");
}

/// What the problem does not use is no silent wish.
void check_use(const config::TomlTable& table, const SitingSettings& siting) {
  if (siting.problem != SitingProblem::lscp && siting.p == 0)
    table.fail("p", "say how many sites are to be chosen: p = 5");
  if (!siting.of_municipalities) return;
  const bool has_rules = !siting.forced.empty() || !siting.forbidden.empty() || siting.budget_euro ||
                         siting.per_municipality > 0 || !siting.local.profile.empty() || siting.local.level;
  if (has_rules || siting.problem == SitingProblem::spread_peaks)
    table.fail("candidates",
               "of municipalities there are no profiles, names, costs or peaks: leave these out, or "
               "choose from the sites");
}

/// Answers are told by the name of their question, in either language.
void check_name(const config::TomlTable& table, const core::Phrase& name, const Project& project) {
  for (const SitingSettings& earlier : project.siting) {
    const bool same_in_dutch = earlier.name.dutch() == name.dutch();
    if (same_in_dutch || earlier.name.en == name.en)
      table.fail("name",
                 fmt::format("'{}' stands in an earlier [[siting]] as well", same_in_dutch ? name.dutch() : name.en));
  }
}

void read_siting(config::TomlTable& table, Project& project) {
  SitingSettings siting;
  siting.name = required_text_in(table, {"name", "the question, as it stands on the map"});
  check_name(table, siting.name, project);
  siting.problem = read_problem(table);
  siting.p = table.count({"p", "sites to choose; of lscp at most so many, 0: any number"}, 0, 0, kMostSites);
  read_local(table, project, siting.local);
  if (siting.problem == SitingProblem::spread_peaks) read_peak(table, project, siting);
  read_people(table, siting);
  read_rules(table, siting);
  read_capacity(table, siting);
  if (siting.problem == SitingProblem::lscp)
    siting.leave_out_unreachable =
        table.boolean({"leave_out_unreachable", "lscp: people whom no site can serve are told, and ask for nothing"},
                      siting.leave_out_unreachable);
  siting.near_optimal_share =
      table.number({"near_optimal_share", "other choices that are told are worse than the best by at most this share"},
                   siting.near_optimal_share, 0.0, 0.5);
  check_use(table, siting);
  project.siting.push_back(std::move(siting));
}

}  // namespace

Section siting() {
  return {.key = {"siting", "A question of where the next places go: the best sites together, with proof."},
          .read = read_siting,
          .repeats = true,
          .looks_at = {"mode", "profile"},
          .samples = {"[[siting]]\nname = \"x\"\nproblem = \"spread_peaks\"\np = 1\n",
                      "[[siting]]\nname = \"x\"\nproblem = \"lscp\"\n"}};
}

}  // namespace trek::project::detail::sections
