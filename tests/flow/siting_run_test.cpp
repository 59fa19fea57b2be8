// Questions of next places through a run, each against all choices there are.
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "flow/drawn_files.hpp"
#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/sqlite_rows.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/random.hpp"

using trek::test::says;
using trek::test::sqlite_value;

namespace {

constexpr double kWest_m = 250'000;
constexpr double kSouth_m = 475'000;
constexpr double kReach_m = 1500.0;  // 15 minutes of 100 m, in a straight line
constexpr double kNear_m = 30.0;     // nothing lies so near to the edge of that
constexpr int kSiteCount = 7;
constexpr std::size_t kCellCount = 40;
constexpr std::uint64_t kColumns = 80;  // of cells
constexpr std::uint64_t kLines = 80;

struct Spot {
  double x_m = 0.0;
  double y_m = 0.0;
};
double between_m(const Spot& a, const Spot& b) { return std::hypot(a.x_m - b.x_m, a.y_m - b.y_m); }

/// A plain of 8 by 8 km, two municipalities of 4 by 8: cells with people, sites with and without a floor area, and
/// travel in straight lines of 100 m a minute.
struct Plain {
  std::vector<Spot> cells;
  std::vector<double> people;
  std::vector<Spot> sites;
  std::vector<std::optional<double>> area_m2;
  trek::test::TemporaryFolder folder;

  explicit Plain(std::uint64_t seed, std::size_t cell_count = kCellCount) {
    trek::core::Random random{seed};
    for (int s = 0; s < kSiteCount; ++s) {
      const double east_m = random.uniform(200.0, 7800.0);
      const double north_m = random.uniform(200.0, 7800.0);
      sites.push_back({std::round(kWest_m + east_m), std::round(kSouth_m + north_m)});
      area_m2.push_back(s == 2 ? std::nullopt : std::optional{100.0 * static_cast<double>(2 + random.below(9))});
    }
    std::set<std::pair<std::uint64_t, std::uint64_t>> taken;
    while (cells.size() < cell_count) {
      const auto column = random.below(kColumns);
      const auto line = random.below(kLines);
      const Spot middle{kWest_m + 100.0 * static_cast<double>(column) + 50.0,
                        kSouth_m + 100.0 * static_cast<double>(line) + 50.0};
      const auto count = 5.0 * static_cast<double>(1 + random.below(20));
      const auto doubtful = [&](const Spot& site) { return std::abs(between_m(site, middle) - kReach_m) < kNear_m; };
      if (std::ranges::any_of(sites, doubtful) || !taken.emplace(column, line).second) continue;
      cells.push_back(middle);
      people.push_back(count);
    }
    write();
  }

  [[nodiscard]] bool covers(int site, std::size_t cell) const {
    return between_m(sites[static_cast<std::size_t>(site)], cells[cell]) < kReach_m;
  }
  [[nodiscard]] double people_where(const std::function<bool(std::size_t)>& holds) const {
    double sum = 0.0;
    for (std::size_t cell = 0; cell < cells.size(); ++cell) sum += holds(cell) ? people[cell] : 0.0;
    return sum;
  }

  /// Runs with these questions behind the project.
  [[nodiscard]] std::filesystem::path run(const std::string& questions, const std::string& language = "nl") const {
    trek::test::put_text(folder / "trek.toml", std::string{kProject} + questions);
    const auto output = folder / (language + ".gpkg");
    const auto result =
        trek::test::trek({"run", folder / "trek.toml", "-o", output, "--overwrite", "--lang", language});
    CAPTURE(result.err);
    REQUIRE(result.exit_code == 0);
    return output;
  }

 private:
  static constexpr const char* kProject = R"([project]
name = "Vlakte"
data = "data"
[[source]]
table = "municipalities"
path = "gemeenten.geojson"
[[source]]
table = "population"
path = "vierkanten.csv"
[[source]]
table = "candidates"
path = "kandidaten.csv"
[[mode]]
mode = "foot"
speed_kmh = 6
detour_factor = 1
norm_min = 15
[candidates]
smallest_area_m2 = 0
[profile]
kind = "living_room"
[[criterion]]
measure = "people_all_foot_15min"
anchors = [[0, 0.0], [5000, 1.0]]
reason = "mensen"
)";

  void write() const {
    std::filesystem::create_directory(folder / "data");
    trek::test::put_text(folder / "data/gemeenten.geojson",
                         trek::test::municipalities_geojson(
                             {{"GM0164", "West", {kWest_m, kSouth_m, kWest_m + 4000, kSouth_m + 8000}},
                              {"GM0153", "Oost", {kWest_m + 4000, kSouth_m, kWest_m + 8000, kSouth_m + 8000}}}));
    std::string text = trek::test::kCellsHeader;
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
      text += fmt::format("E{:.0f}N{:.0f},{:.0f},,\n", (cells[cell].x_m - 50.0) / 100.0,
                          (cells[cell].y_m - 50.0) / 100.0, people[cell]);
    trek::test::put_text(folder / "data/vierkanten.csv", text);
    text = "id,naam,x,y,oppervlakte_m2,type\n";
    for (std::size_t s = 0; s < sites.size(); ++s)
      text += fmt::format("k{},Kerk {},{:.0f},{:.0f},{},church\n", s, s, sites[s].x_m, sites[s].y_m,
                          area_m2[s] ? fmt::format("{:.0f}", *area_m2[s]) : "");
    trek::test::put_text(folder / "data/kandidaten.csv", text);
  }
};

using Choice = unsigned;  // a bit a site
bool has(Choice choice, int site) { return (choice >> site & 1U) != 0; }

double covered(const Plain& plain, Choice choice) {
  return plain.people_where([&](std::size_t cell) {
    for (int s = 0; s < kSiteCount; ++s) {
      if (has(choice, s) && plain.covers(s, cell)) return true;
    }
    return false;
  });
}

/// What chosen sites of limited capacity serve: the least cut, over all parts of the choice (Ford & Fulkerson 1956).
double held(const Plain& plain, Choice choice, const std::function<double(int)>& capacity) {
  double least = covered(plain, choice);
  for (Choice full = choice; full != 0; full = (full - 1) & choice) {
    double cut = covered(plain, choice & ~full);
    for (int s = 0; s < kSiteCount; ++s) cut += has(full, s) ? capacity(s) : 0.0;
    least = std::min(least, cut);
  }
  return least;
}

/// The most that a choice of `count` sites is worth, of those that may be.
double best(int count, const std::function<bool(Choice)>& may_be, const std::function<double(Choice)>& worth) {
  double most = -1e18;
  for (Choice choice = 0; choice < 1U << kSiteCount; ++choice) {
    if (std::popcount(choice) == count && may_be(choice)) most = std::max(most, worth(choice));
  }
  return most;
}

Choice chosen_in(const std::filesystem::path& output, int question) {
  Choice choice = 0;
  for (const auto& row : trek::test::sqlite_rows(
           output, "select site_key from siting_choices where question_number = " + std::to_string(question)))
    choice |= 1U << (row[0].at(1) - '0');
  return choice;
}

double objective_of(const std::filesystem::path& output, int question) {
  return std::stod(
      sqlite_value(output, "select objective from siting_answers where question_number = " + std::to_string(question)));
}

}  // namespace

TEST_CASE("siting in a run: capacities, budgets, forbidden sites and medians equal all choices", "[flow][property]") {
  const auto seed = GENERATE(range(1U, 6U));
  CAPTURE(seed);
  const Plain plain{seed};
  const auto known = [&](Choice choice) { return !has(choice, 2); };  // the one without a floor area
  const auto any = [](Choice) { return true; };
  const auto output = plain.run(R"(
[[siting]]
name = "Elk 150"
problem = "mclp"
p = 3
capacity = 150
[[siting]]
name = "Naar vloer"
problem = "mclp"
p = 2
capacity_per_m2 = 0.3
[[siting]]
name = "Budget"
problem = "mclp"
p = 2
budget_euro = 1000000
cost_per_m2 = 1000
[[siting]]
name = "Zonder k0"
problem = "mclp"
p = 2
forbidden = ["k0", "Kerk 1"]
[[siting]]
name = "Mediaan"
problem = "p_median"
p = 2
forbidden = ["k0"]
)");
  CHECK(sqlite_value(output, "select count(*) from siting_answers where state = 'answered'") == "5");

  const auto flat = [](int) { return 150.0; };
  const double most_flat = best(3, any, [&](Choice choice) { return held(plain, choice, flat); });
  CHECK(objective_of(output, 1) >= most_flat * (1.0 - 0.002));  // the gap that is enough
  CHECK(objective_of(output, 1) <= most_flat + 1e-6);
  CHECK(objective_of(output, 1) == Approx(held(plain, chosen_in(output, 1), flat)));
  CHECK(sqlite_value(output, "select max(serves) <= 150.0 from siting_choices where question_number = 1") == "1");
  CHECK(std::stod(sqlite_value(output, "select sum(serves) from siting_choices where question_number = 1")) ==
        Approx(objective_of(output, 1)));
  CHECK(std::stod(sqlite_value(output, "select served_after from siting_answers where question_number = 1")) ==
        Approx(objective_of(output, 1)).margin(0.06));
  CHECK(std::stod(
            sqlite_value(output, "select sum(served_after) from siting_municipalities where question_number = 1")) ==
        Approx(objective_of(output, 1)).margin(0.2));

  const auto by_floor = [&](int site) { return 0.3 * plain.area_m2[static_cast<std::size_t>(site)].value_or(0.0); };
  const double most_floor = best(2, known, [&](Choice choice) { return held(plain, choice, by_floor); });
  CHECK(objective_of(output, 2) >= most_floor * (1.0 - 0.002));
  CHECK(objective_of(output, 2) <= most_floor + 1e-6);
  CHECK_FALSE(has(chosen_in(output, 2), 2));
  CHECK(says(sqlite_value(output, "select remarks from siting_answers where question_number = 2"),
             "1 locaties zonder bekend vloeroppervlak"));

  const auto within_budget = [&](Choice choice) {
    double cost = 0.0;
    for (int s = 0; s < kSiteCount; ++s)
      cost += has(choice, s) ? 1000.0 * plain.area_m2[static_cast<std::size_t>(s)].value_or(1e9) : 0.0;
    return cost <= 1e6;
  };
  const auto cover = [&](Choice choice) { return covered(plain, choice); };
  CHECK(objective_of(output, 3) == Approx(best(2, within_budget, cover)));
  CHECK(within_budget(chosen_in(output, 3)));

  const auto others = [](Choice choice) { return !has(choice, 0) && !has(choice, 1); };
  CHECK(objective_of(output, 4) == Approx(best(2, others, cover)));
  CHECK(others(chosen_in(output, 4)));

  const double everybody = plain.people_where([](std::size_t) { return true; });
  const auto mean_min = [&](Choice choice) {
    double sum = 0.0;
    for (std::size_t cell = 0; cell < plain.cells.size(); ++cell) {
      double least_m = 12'000.0;
      for (int s = 0; s < kSiteCount; ++s) {
        if (has(choice, s))
          least_m = std::min(least_m, between_m(plain.sites[static_cast<std::size_t>(s)], plain.cells[cell]));
      }
      sum += plain.people[cell] * least_m / 100.0;
    }
    return sum / everybody;
  };
  const double least_mean = -best(
      2, [](Choice choice) { return !has(choice, 0); }, [&](Choice choice) { return -mean_min(choice); });
  CHECK(objective_of(output, 5) == Approx(least_mean).margin(0.002));  // times are whole deciseconds
  CHECK(mean_min(chosen_in(output, 5)) == Approx(least_mean).margin(0.002));
}

TEST_CASE("siting in a run: what cannot be is said in both languages", "[flow]") {
  const Plain plain{3};
  const std::string questions = R"(
[[siting]]
name = "Bakens te ver"
name_en = "Beacons too far"
problem = "spread_peaks"
p = 2
peaks = 2
peak_mode = "foot"
peak_spacing_m = 100000
[[siting]]
name = "Te duur"
name_en = "Too dear"
problem = "mclp"
p = 2
forced = ["k0"]
budget_euro = 1000
cost_per_m2 = 1000
)";
  const auto said = [&](const std::filesystem::path& output, int question) {
    return sqlite_value(output, "select state || ': ' || conflict from siting_answers where question_number = " +
                                    std::to_string(question));
  };
  const auto dutch = plain.run(questions, "nl");
  CHECK(says(said(dutch, 1), "impossible: van de bakens alleen: "));
  CHECK(says(said(dutch, 1), "100000 m"));
  CHECK(says(said(dutch, 1), "2 locaties"));
  CHECK(says(said(dutch, 2), "'Kerk 0' (k0)"));
  CHECK(says(said(dutch, 2), "1000 euro"));
  const auto english = plain.run(questions, "en");
  CHECK(says(said(english, 1), "100000 m"));
  CHECK(says(said(english, 1), "impossible: of the beacons alone: "));
  CHECK(says(said(english, 1), "2 sites"));
  CHECK(says(said(english, 2), "'Kerk 0' (k0)"));
  CHECK(sqlite_value(english, "select question from siting_answers where question_number = 1") == "Beacons too far");
}

TEST_CASE("siting in a run: a center of more people than are looked at says what to ask instead", "[flow]") {
  const Plain plain{5, 5200};
  const std::string question = "[[siting]]\nname = \"Ver\"\nproblem = \"p_center\"\np = 1\n";
  const char* const conflict = "select state || ': ' || conflict from siting_answers";
  const auto dutch = sqlite_value(plain.run(question), conflict);
  CHECK(says(dutch, "undecided: 5200 punten met mensen is te veel"));
  CHECK(says(dutch, "candidates = \"municipalities\""));
  const auto english = sqlite_value(plain.run(question, "en"), conflict);
  CHECK(says(english, "5200 points of people are more than"));
  CHECK(says(english, "mclp"));
}

TEST_CASE("siting in a run: capacities where they mean nothing are refused", "[flow]") {
  const Plain plain{4};
  const auto refusal = [&](const std::string& keys) {
    static_cast<void>(plain.run(""));
    trek::test::edit(plain.folder / "trek.toml", "[[criterion]]",
                     "[[siting]]\nname = \"x\"\n" + keys + "[[criterion]]");
    const auto result = trek::test::trek({"check", plain.folder / "trek.toml"});
    CHECK(result.exit_code == 2);
    return result.err;
  };
  CHECK(says(refusal("problem = \"p_median\"\np = 1\ncapacity = 10\n"), "is of problem = \"mclp\""));
  CHECK(says(refusal("problem = \"mclp\"\np = 1\ncapacity = 10\ncapacity_per_m2 = 2\n"), "give one of them"));
}
