#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <string_view>

#include "trek/core/random.hpp"
#include "twente/streams.hpp"
#include "twente/streets.hpp"

namespace trek::datasets {
namespace {

using geo::Point;

constexpr double kStraightEnough = -0.6;  // cosine between the two arms: a bend of some 50 degrees ends a street

constexpr std::array<std::string_view, 72> kStems{
    "Beuken",  "Eiken",    "Linden",    "Berken",    "Elzen",   "Wilgen", "Iepen",   "Kastanje",  "Hazelaar",
    "Vlier",   "Meidoorn", "Sleedoorn", "Brem",      "Heide",   "Varen",  "Klaver",  "Koren",     "Rogge",
    "Haver",   "Gerst",    "Boekweit",  "Vlas",      "Molen",   "Smids",  "Wevers",  "Spinners",  "Ververs",
    "Kuipers", "Timmer",   "Bakkers",   "Schippers", "Veerman", "Merel",  "Lijster", "Leeuwerik", "Kievit",
    "Grutto",  "Zwaluw",   "Spreeuwen", "Uilen",     "Valken",  "Reiger", "Vossen",  "Dassen",    "Egel",
    "Hazen",   "Ree",      "Bever",     "Kring",     "Brink",   "Esch",   "Maten",   "Kamp",      "Veld",
    "Broek",   "Horst",    "Beek",      "Bron",      "Ven",     "Zand",   "Leem",    "Turf",      "Noorder",
    "Zuider",  "Ooster",   "Wester",    "Midden",    "Achter",  "Hoge",   "Lage",    "Oude",      "Nieuwe"};
constexpr std::array<std::string_view, 14> kTownEnds{"straat", "straat", "straat", "weg",  "laan",  "laan",   "hof",
                                                     "pad",    "plein",  "singel", "kamp", "steeg", "gaarde", "ring"};
constexpr std::array<std::string_view, 7> kCountryEnds{"weg", "weg", "dijk", "veldweg", "esweg", "broekweg", "allee"};

/// A name not yet in use in the town: stem and ending, a second stem where those are used up.
class Names {
 public:
  explicit Names(std::uint64_t seed) : random_{seed, stream(Stage::names)} {}

  std::string fresh(std::int32_t town) {
    for (;;) {
      std::string name{pick(kStems)};
      const bool country = town < 0;
      if (country || used_[town].size() > 300) name += lowered(pick(kStems));
      name += country ? pick(kCountryEnds) : pick(kTownEnds);
      if (country && used_[town].size() > 9000) name += " " + std::to_string(used_[town].size());
      if (used_[town].insert(name).second) return name;
    }
  }

 private:
  template <std::size_t Count>
  std::string_view pick(const std::array<std::string_view, Count>& words) {
    return words.at(random_.below(Count));
  }
  static std::string lowered(std::string_view word) {
    std::string result{word};
    result[0] = static_cast<char>(result[0] - 'A' + 'a');
    return result;
  }
  core::Random random_;
  std::map<std::int32_t, std::set<std::string>> used_;
};

/// The end of a street at a junction, and where it heads.
struct Arm {
  std::uint32_t street;
  Point direction;
};

Point direction_from(const StreetMap& map, const Street& street, bool at_start) {
  const Point a = map.nodes[at_start ? street.nodes.front() : street.nodes.back()];
  const Point b = map.nodes[at_start ? street.nodes[1] : street.nodes[street.nodes.size() - 2]];
  const double length_m = std::max(1e-6, geo::distance_m(a, b));
  return {(b.x_m - a.x_m) / length_m, (b.y_m - a.y_m) / length_m};
}

std::vector<std::vector<Arm>> arms(const StreetMap& map) {
  std::vector<std::vector<Arm>> result(map.nodes.size());
  for (std::uint32_t i = 0; i < map.streets.size(); ++i) {
    const auto& street = map.streets[i];
    result[street.nodes.front()].push_back({i, direction_from(map, street, true)});
    result[street.nodes.back()].push_back({i, direction_from(map, street, false)});
  }
  return result;
}

bool goes_on(const StreetMap& map, const Arm& a, const Arm& b) {
  const auto& one = map.streets[a.street];
  const auto& other = map.streets[b.street];
  return one.town == other.town && a.street != b.street &&
         a.direction.x_m * b.direction.x_m + a.direction.y_m * b.direction.y_m < kStraightEnough;
}

/// Streets that go straight on over a junction are one street: the lowest street number of each.
std::vector<std::uint32_t> strokes(const StreetMap& map) {
  std::vector<std::uint32_t> parent(map.streets.size());
  std::iota(parent.begin(), parent.end(), 0U);
  const auto root = [&](std::uint32_t row) {
    while (parent[row] != row) row = parent[row] = parent[parent[row]];
    return row;
  };
  for (auto& at_junction : arms(map)) {
    std::vector<bool> taken(at_junction.size(), false);
    for (std::size_t a = 0; a < at_junction.size(); ++a) {
      for (std::size_t b = a + 1; b < at_junction.size() && !taken[a]; ++b) {
        if (taken[b] || !goes_on(map, at_junction[a], at_junction[b])) continue;
        taken[a] = taken[b] = true;
        const auto one = root(at_junction[a].street);
        const auto other = root(at_junction[b].street);
        parent[std::max(one, other)] = std::min(one, other);
      }
    }
  }
  for (std::uint32_t i = 0; i < parent.size(); ++i) parent[i] = root(i);
  return parent;
}

}  // namespace

void name_streets(StreetMap& map, std::uint64_t seed) {
  Names names{seed};
  const auto stroke = strokes(map);
  for (std::uint32_t i = 0; i < map.streets.size(); ++i) {
    auto& street = map.streets[i];
    if (stroke[i] != i) {
      street.name = map.streets[stroke[i]].name;
      continue;
    }
    street.name = static_cast<std::uint32_t>(map.names.size());
    map.names.push_back(names.fresh(street.town));
  }
}

}  // namespace trek::datasets
