#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/temporary_folder.hpp"

using trek::test::says;
using trek::test::TemporaryFolder;

namespace {

using Words = std::vector<std::string>;

//  hamlets a b c d e on a line, 10 minutes apart; sites X at b, Y at c, Z at d; nobody of e is near X
constexpr const char* kCosts =
    "origin,destination,cost\n"
    "a,X,10\na,Y,20\na,Z,30\nb,X,0\nb,Y,10\nb,Z,20\nc,X,10\nc,Y,0\nc,Z,10\nd,X,20\nd,Y,10\nd,Z,0\ne,Y,20\ne,Z,10\n";
constexpr const char* kDemand = "id;weight\na;100\nb;10\nc;10\nd;10\ne;50,5\n";

std::string text_of(const std::string& file) {
  std::ifstream in{file};
  return {std::istreambuf_iterator<char>{in}, {}};
}

struct Located {
  TemporaryFolder folder;

  [[nodiscard]] auto ask(Words options, const std::string& costs = kCosts, const std::string& demand = kDemand) const {
    Words words{"locate", "--progress", "none", "--costs", folder.write("costs.csv", costs).string()};
    if (!demand.empty()) words.insert(words.end(), {"--demand", folder.write("demand.csv", demand).string()});
    words.insert(words.end(), options.begin(), options.end());
    return trek::test::trek(words);
  }
  [[nodiscard]] nlohmann::json json(Words options) const {
    options.insert(options.end(), {"--format", "json"});
    const auto result = ask(std::move(options));
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
    return nlohmann::json::parse(result.out);
  }
};

}  // namespace

TEST_CASE("trek locate: each problem has its own answer, of the ids in the files", "[flow][travel]") {
  const Located located;
  const auto covering = located.json({"--problem", "mclp", "--p", "1", "--standard", "10"});
  CHECK(covering["chosen"] == nlohmann::json{"X"});  // a, b and c: 120 of 180.5
  CHECK(covering["objective"] == 120.0);
  CHECK(covering["served_share"] == Approx(120.0 / 180.5));
  CHECK(covering["bound"] == Approx(120.0));
  CHECK(covering["optimal"] == true);
  CHECK(covering["gap"] < 1e-8);  // weights that are not whole
  CHECK(covering["seconds"].is_number());
  const auto fewest = located.json({"--problem", "lscp", "--standard", "10"});
  CHECK(fewest["chosen"] == nlohmann::json({"X", "Z"}));
  CHECK(fewest["objective"] == 2.0);
  const auto center = located.json({"--problem", "p_center", "--p", "1"});
  CHECK(center["chosen"] == nlohmann::json{"Y"});
  CHECK(center["objective"] == 20.0);
  const auto median = located.json({"--problem", "p_median", "--p", "2"});
  CHECK(median["chosen"] == nlohmann::json({"X", "Z"}));  // 100 x 10 + 0 + 10 x 10 + 0 + 50.5 x 10
  CHECK(median["objective"] == Approx(1605.0));
  CHECK(median["optimal"] == true);
}

TEST_CASE("trek locate: who is served by which site, and at what cost, is written", "[flow][travel]") {
  const Located located;
  const std::string out = (located.folder / "assigned.csv").string();
  const auto result = located.ask({"--problem", "mclp", "--p", "1", "--standard", "10", "-o", out});
  CHECK(result.exit_code == 0);
  CHECK(says(result.out, "mclp: 1 of 3 sites for 5 demand rows"));
  CHECK(says(result.out, "proven: no choice is better"));
  CHECK(text_of(out) == "origin,destination,cost,weight\na,X,10,100\nb,X,0,10\nc,X,10,10\nd,,,10\ne,,,50.5\n");
}

TEST_CASE("trek locate: costs with decimals are counted in their last one", "[flow][travel]") {
  const Located located;
  const auto result = located.ask({"--problem", "p_center", "--p", "1", "--format", "json"},
                                  "origin;destination;cost\na;X;1,25\nb;X;0,5\nb;Y;3\n", "");
  REQUIRE(result.exit_code == 0);
  CHECK(nlohmann::json::parse(result.out)["objective"] == 1.25);
}

TEST_CASE("trek locate: a file at fault is told with line, what was found and what to do", "[flow][travel]") {
  const Located located;
  const Words options{"--problem", "p_median", "--p", "1"};
  const auto refused = [&](const std::string& costs, const std::string& demand, const char* words) {
    const auto result = located.ask(options, costs, demand);
    CHECK(result.exit_code == 3);
    CHECK(says(result.err, words));
  };
  refused("origin,destination,cost\na,X,far\n", "", "line 2: cost is 'far', expected a number");
  refused("origin,destination,cost\na,X,-1\n", "", "line 2: cost is -1, expected 0 or more");
  refused("origin,destination,cost\na,X,\n", "", "line 2: cost is empty; leave the pair out");
  refused("origin,destination,cost\na,X,1\n,Y,1\n", "", "line 3: origin is empty");
  refused("origin,destination,cost\na,X,1\na,X,2\n", "", "lines 2 and 3: 'a' to 'X' costs 1 and 2");
  refused("from,destination,cost\na,X,1\n", "", "no column 'origin'; found from, destination, cost");
  refused("origin,destination,cost\na,X,1,5\n", "", "line 2: 4 cells under a header of 3");
  refused("", "", "is empty; expected a header");
  refused(kCosts, "id,weight\na,1\na,2\n", "line 3: id 'a' is there twice");
  refused(kCosts, "id,weight\na,-4\n", "line 2: weight is -4, expected 0 or more");
}

TEST_CASE("trek locate: what cannot be asked is refused with what to give", "[flow][travel]") {
  const Located located;
  const auto refused = [&](Words options, const char* words) {
    const auto result = located.ask(std::move(options));
    CHECK(result.exit_code == 2);
    CHECK(says(result.err, words));
  };
  refused({"--problem", "mclp", "--p", "1"}, "--standard: mclp covers what is within a standard");
  refused({"--problem", "p_median", "--p", "1", "--standard", "4"}, "--standard: p_median has none");
  refused({"--problem", "p_median"}, "--p: say how many sites");
  refused({"--problem", "p_center", "--p", "1", "--orlib", "pmed1.txt"}, "either --costs or --orlib");
  refused({"--problem", "p_median", "--p", "1", "--penalty", "3"}, "--penalty: 3 is below the largest cost, 30");
}

TEST_CASE("trek locate: demands that cannot be met together are named, and it ends with code 4", "[flow][travel]") {
  const Located located;
  const auto result = located.ask({"--problem", "lscp", "--standard", "10", "--p", "1"});
  CHECK(result.exit_code == 4);
  CHECK(says(result.err, "at most 1 sites are chosen; demand 'a' is served at a cost of at most 10; demand 'e'"));
}

TEST_CASE("trek locate: a graph of the OR-Library, of an edge that comes twice the last one", "[flow][travel]") {
  const Located located;
  const auto graph = located.folder.write("graph.txt", " 4 4 1 \n 1 2 9 \n 2 3 1\n 3 4 1\n 1 2 5\n");
  const Words words{"locate", "--progress", "none", "--format", "json", "--orlib", graph.string(), "--problem"};
  const auto ask = [&](const char* problem) {
    Words all = words;
    all.emplace_back(problem);
    const auto result = trek::test::trek(all);
    REQUIRE(result.exit_code == 0);
    return nlohmann::json::parse(result.out);
  };
  CHECK(ask("p_median")["objective"] == 8.0);  // at 2: 5 + 0 + 1 + 2
  CHECK(ask("p_median")["chosen"] == nlohmann::json{2});
  CHECK(ask("p_center")["objective"] == 5.0);
  const auto broken = located.folder.write("broken.txt", "4 4 1\n1 2 9\n2 5 1\n");
  const auto result = trek::test::trek({"locate", "--orlib", broken.string(), "--problem", "p_median"});
  CHECK(result.exit_code == 3);
  CHECK(says(result.err, "line 3: found '5', expected a node (1 to 4)"));
}

TEST_CASE("trek locate: sites that are forced, forbidden, of a town, near or dear", "[flow][travel]") {
  const Located located;
  const auto sites = [&](const std::string& text) { return located.folder.write("sites.csv", text).string(); };
  const auto chosen = [&](const std::string& text, Words rules, const char* p = "1") {
    Words options{"--problem", "mclp", "--p", p, "--standard", "10", "--sites", sites(text)};
    options.insert(options.end(), rules.begin(), rules.end());
    return located.json(std::move(options))["chosen"];
  };
  CHECK(chosen("id,forced\nY,ja\nX,\n", {}) == nlohmann::json{"Y"});
  CHECK(chosen("id;forbidden\nX;yes\n", {}) == nlohmann::json{"Z"});  // c, d and e: 70.5
  CHECK(chosen("id,group\nX,Borne\nY,Hengelo\nZ,Borne\n", {"--per-group", "Hengelo=1"}) == nlohmann::json{"Y"});
  const std::string places = "id,x,y,cost\nX,0,0,9\nY,1000,0,1\nZ,2000,0,9\n";
  CHECK(chosen(places, {"--spacing", "1000"}, "2") == nlohmann::json({"X", "Z"}));
  CHECK(chosen(places, {"--budget", "10"}, "2") == nlohmann::json({"X", "Y"}));
}

TEST_CASE("trek locate: what is said of sites is refused where it is no such thing", "[flow][travel]") {
  const Located located;
  const auto refused = [&](const std::string& text, Words rules, int exit_code, const char* words) {
    Words options{"--problem",  "mclp", "--p",     "2",
                  "--standard", "10",   "--sites", located.folder.write("sites.csv", text).string()};
    options.insert(options.end(), rules.begin(), rules.end());
    const auto result = located.ask(std::move(options));
    CHECK(result.exit_code == exit_code);
    CHECK(says(result.err, words));
  };
  refused("id,forced\nX,perhaps\n", {}, 3, "line 2: forced is 'perhaps', expected yes or no");
  refused("id,forced\nX,yes\nX,no\n", {}, 3, "line 3: id 'X' is there twice");
  refused("id,x,y\nX,1,1\nY,2,2\n", {"--spacing", "5"}, 3, "site 'Z' has no x, which --spacing needs of every site");
  refused("id,cost\nX,1\nY,1\nZ,\n", {"--budget", "5"}, 3, "site 'Z' has no cost, which --budget needs");
  refused("id,group\nX,Borne\n", {"--per-group", "Bone=1"}, 2, "no site is of group 'Bone'; did you mean 'Borne'?");
  refused("id,group\nX,Borne\n", {"--per-group", "many"}, 2, "expected a number for each group");
  refused("id,x,y\nX,0,0\nY,1,0\nZ,2,0\n", {"--spacing", "5"}, 4,
          "these 2 demands cannot be met together, and no fewer are in conflict: exactly 2 sites are chosen; chosen "
          "sites are at least 5 apart");
  refused("id,forced,forbidden,group\nX,yes,,A\nY,yes,,A\nZ,,,B\n", {"--per-group", "B=1"}, 4,
          "exactly 2 sites are chosen; site 'X' is forced in; site 'Y' is forced in; group 'B' has at least 1");
}

TEST_CASE("trek locate: p_median leaves nobody unserved, unless at a penalty", "[flow][travel]") {
  const Located located;
  const auto one = located.json({"--problem", "p_median", "--p", "1"});
  CHECK(one["chosen"] == nlohmann::json{"Y"});  // X costs less, but e cannot go there
  CHECK(one["objective"] == Approx(2000.0 + 100.0 + 0.0 + 100.0 + 1010.0));
  const auto left = located.json({"--problem", "p_median", "--p", "1", "--penalty", "30"});
  CHECK(left["chosen"] == nlohmann::json{"X"});
  CHECK(left["objective"] == Approx(1000.0 + 0.0 + 100.0 + 200.0 + 50.5 * 30.0));
  CHECK(left["served_share"] == Approx(130.0 / 180.5));
}

TEST_CASE("trek locate: a full site leaves people unserved, who are told", "[flow][travel]") {
  const Located located;
  const std::string out = (located.folder / "assigned.csv").string();
  const auto sites = located.folder.write("sites.csv", "id,capacity\nX,105\nY,10\nZ,40\n").string();
  const auto result = located.ask({"--problem", "mclp", "--p", "2", "--standard", "10", "--sites", sites, "-o", out});
  CHECK(result.exit_code == 0);
  CHECK(says(result.out, "objective 145 "));  // of 180.5, though X and Z are near all
  CHECK(says(text_of(out), "e,Z,"));
  CHECK(says(text_of(out), ",,,"));
  const auto open = located.ask({"--problem", "mclp", "--p", "2", "--standard", "10", "--sites",
                                 located.folder.write("sites.csv", "id,capacity\nX,105\nY,10\n").string()});
  CHECK(open.exit_code == 3);
  CHECK(says(open.err, "site 'Z' has no capacity"));
}

TEST_CASE("trek locate: local places and peaks, and what each balance would choose", "[flow][travel]") {
  const Located located;
  const auto both = located.json({"--problem", "spread_peaks", "--p", "1", "--standard", "10", "--peaks", "1",
                                  "--peak-standard", "20", "--balance", "0.4"});  // at 0.5 X and Z are worth as much
  CHECK(both["peaks"] == nlohmann::json{"Y"});                                    // all can come to c
  CHECK(both["locals"] == nlohmann::json{"X"});
  CHECK(both["peak_share"] == 1.0);
  CHECK(both["spread_share"] == Approx(130.0 / 180.5));
  CHECK(both["chosen"] == nlohmann::json({"X", "Y"}));
  CHECK(both["front"].size() >= 1);
  const auto refused = [&](Words options, int exit_code, const char* words) {
    const auto result = located.ask(std::move(options));
    CHECK(result.exit_code == exit_code);
    CHECK(says(result.err, words));
  };
  refused({"--problem", "spread_peaks", "--p", "1", "--standard", "10"}, 2, "give --peaks");
  refused({"--problem", "mclp", "--p", "1", "--standard", "10", "--peaks", "2"}, 2, "belong to spread_peaks alone");
}
