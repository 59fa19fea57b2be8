#include "support/link_quality.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace trek::test {
namespace {

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(whole);
}

/// One link more: asserted or doubtful, so or not so.
void count(LinkQuality& quality, bool is_so, bool doubtful) {
  if (doubtful) {
    ++(is_so ? quality.doubtful_right : quality.doubtful_wrong);
  } else {
    ++(is_so ? quality.right : quality.wrong);
  }
}

/// What is so, by key of the record.
using Truths = std::map<std::string, Truth::Whereabouts>;

Truths truths(const std::vector<std::string>& keys, const std::vector<Truth::Whereabouts>& whereabouts) {
  Truths result;
  for (std::size_t row = 0; row < keys.size(); ++row) result.emplace(keys[row], whereabouts[row]);
  return result;
}

bool holds(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

std::size_t building_count(const Truths& truths) {
  return static_cast<std::size_t>(
      std::count_if(truths.begin(), truths.end(), [](const auto& entry) { return !entry.second.building.empty(); }));
}

/// A `globaal` point alone cannot say which of several buildings is meant: no resolver may assert such a link.
std::set<std::string> monuments_with_evidence(const HeritageRegion& region) {
  const model::Monuments& table = region.monuments;
  std::set<std::string> result;
  for (std::size_t row = 0; row < table.size(); ++row) {
    const bool has_key = !table.building_ids[row].empty() || !table.unit_ids[row].empty();
    const bool is_placed = table.location_quality[row] != model::LocationQuality::approximate;
    if (has_key || is_placed || !table.address[row].number.empty()) result.insert(table.number[row]);
  }
  return result;
}

/// Links through a unit that the record names, whatever the spelling of its id: all buildings of the unit are meant.
LinkQuality unit_quality(const HeritageRegion& region, const resolve::Resolution& resolution, const Truths& truths) {
  LinkQuality quality;
  for (std::size_t row = 0; row < region.monuments.size(); ++row) {
    if (region.monuments.unit_ids[row].empty()) continue;
    quality.true_count += region.truth.monuments[row].unit_buildings.size();
  }
  for (const auto& link : resolution.links) {
    if (link.table != "monument" || link.unit.empty()) continue;
    count(quality, holds(truths.at(link.record).unit_buildings, link.to), link.doubtful);
  }
  return quality;
}

/// Pairs of buildings in one site, among those that a link reached.
LinkQuality complex_quality(const HeritageRegion& region, const model::Sites& sites, const Truths& listed) {
  std::map<std::string, std::string> complex_of;
  for (const auto& [building, complex] : region.truth.complex_of_building) complex_of[building] = complex;
  const auto find_complex = [&](const std::string& building) {
    const auto found = complex_of.find(building);
    return found == complex_of.end() ? std::string_view{} : std::string_view{found->second};
  };
  std::map<std::string, std::set<std::string>> listed_of_complex;
  for (const auto& [record, whereabouts] : listed) {
    if (const auto complex = find_complex(whereabouts.building); !complex.empty()) {
      listed_of_complex[std::string{complex}].insert(whereabouts.building);
    }
  }
  LinkQuality quality;
  for (const auto& [complex, buildings] : listed_of_complex) {
    quality.true_count += buildings.size() * (buildings.size() - 1) / 2;
  }
  for (std::size_t site = 0; site < sites.size(); ++site) {
    std::vector<std::string> buildings;
    for (const auto& link : sites.links[site]) {
      if (link.table == "building") buildings.push_back(link.record);
    }
    for (std::size_t a = 0; a < buildings.size(); ++a) {
      for (std::size_t b = a + 1; b < buildings.size(); ++b) {
        const auto complex = find_complex(buildings[a]);
        const bool is_so = !complex.empty() && complex == find_complex(buildings[b]);
        const bool both_listed = is_so && listed_of_complex[std::string{complex}].contains(buildings[a]) &&
                                 listed_of_complex[std::string{complex}].contains(buildings[b]);
        if (!is_so || both_listed) count(quality, is_so, false);
      }
    }
  }
  return quality;
}

/// Sites that show sources at odds, and buildings about which they are.
LinkQuality conflict_quality(const HeritageRegion& region, const model::Sites& sites) {
  LinkQuality quality;
  quality.true_count = region.truth.contradicted.size();
  for (std::size_t site = 0; site < sites.size(); ++site) {
    if (sites.vacancy_conflict[site].empty()) continue;
    const auto contradicted = std::count_if(sites.links[site].begin(), sites.links[site].end(), [&](const auto& link) {
      return link.table == "building" && region.truth.contradicted.contains(link.record);
    });
    quality.right += static_cast<std::size_t>(contradicted);
    quality.wrong += contradicted == 0 ? 1 : 0;
  }
  return quality;
}

}  // namespace

double LinkQuality::precision() const { return share(right, right + wrong); }
double LinkQuality::recall() const { return share(right, true_count); }
double LinkQuality::recall_after_review() const { return share(right + doubtful_right, true_count); }

Quality link_quality(const HeritageRegion& region, const resolve::Resolution& resolution) {
  Quality quality;
  const auto monuments = truths(region.monuments.number, region.truth.monuments);
  const auto vacancy = truths(region.vacancy.record, region.truth.vacancy);
  quality.monuments.true_count = building_count(monuments);
  quality.vacancy.true_count = building_count(vacancy);
  const auto with_evidence = monuments_with_evidence(region);
  for (const auto& [key, whereabouts] : monuments) {
    const bool counts = !whereabouts.building.empty() && with_evidence.contains(key);
    quality.monuments_with_evidence.true_count += counts ? 1U : 0U;
  }
  for (const auto& link : resolution.links) {
    if (link.to_table != "building") continue;
    const bool of_monument = link.table == "monument";
    const Truth::Whereabouts& whereabouts = (of_monument ? monuments : vacancy).at(link.record);
    const bool is_so = whereabouts.building == link.to;
    if (!is_so && holds(whereabouts.unit_buildings, link.to)) continue;  // of its unit: neither right nor wrong
    count(of_monument ? quality.monuments : quality.vacancy, is_so, link.doubtful);
    if (of_monument && with_evidence.contains(link.record)) {
      count(quality.monuments_with_evidence, is_so, link.doubtful);
    }
    if (of_monument) {
      count(quality.monuments_by_method[std::string{model::name_of(link.method)}], is_so, link.doubtful);
    }
  }
  quality.units = unit_quality(region, resolution, monuments);
  quality.conflicts = conflict_quality(region, resolution.sites);
  quality.complexes = complex_quality(region, resolution.sites, monuments);
  return quality;
}

}  // namespace trek::test
