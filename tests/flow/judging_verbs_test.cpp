#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/sqlite_rows.hpp"
#include "support/temporary_folder.hpp"

using trek::test::says;
using trek::test::sqlite_value;

namespace {

using nlohmann::json;

/// The output of a small region, run once for all of these.
const std::filesystem::path& judged_once() {
  static const trek::test::TemporaryFolder folder;
  static const auto output = folder / "out.gpkg";
  if (!std::filesystem::exists(output)) {
    const auto result = trek::test::trek({"run", trek::test::small_region() / "trek.toml", "-o", output});
    CAPTURE(result.err);
    REQUIRE(result.exit_code == 0);
  }
  return output;
}

json said(std::vector<std::string> words) {
  words.insert(words.end(), {"--format", "json"});
  const auto result = trek::test::trek(words);
  CAPTURE(result.err);
  REQUIRE(result.exit_code == 0);
  return json::parse(result.out);
}

/// Kendall's tau-b between the ranks by the sum and by another method, pair by pair.
double tau_of(const json& sites, const std::string& method) {
  double agreed = 0.0;
  double in_sum = 0.0;
  double in_other = 0.0;
  for (std::size_t a = 0; a < sites.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      const auto step = [&](const std::string& of) {
        const int difference = sites[a]["ranks"][of].get<int>() - sites[b]["ranks"][of].get<int>();
        return (difference > 0 ? 1 : 0) - (difference < 0 ? 1 : 0);
      };
      agreed += step("sum") * step(method);
      in_sum += std::abs(step("sum"));
      in_other += std::abs(step(method));
    }
  }
  return agreed / std::sqrt(in_sum * in_other);
}

}  // namespace

TEST_CASE("score: the sum gives the ranks of the run again, and the other methods stand beside it", "[flow]") {
  const auto all = said({"score", judged_once(), "--best", "1000"});
  REQUIRE(all["sites"].size() > 5);
  CHECK(all["sites"].size() == all["ranked_count"]);
  for (const json& site : all["sites"]) {
    CAPTURE(site["site"]);
    CHECK(site["rank"] == site["rank_of_run"]);
    CHECK(site["ranks"].size() == 4);
  }
  REQUIRE(all["agreement"].size() == 3);
  for (const json& other : all["agreement"]) {
    CAPTURE(other);
    CHECK(other["kendall_tau"].get<double>() == Approx(tau_of(all["sites"], other["method"])).margin(1e-9));
  }
  double effective = 0.0;
  for (const json& criterion : all["criteria"]) effective += criterion["effective_share"].get<double>();
  CHECK(effective == Approx(1.0));
  const auto topsis = said({"score", judged_once(), "--method", "topsis"});
  CHECK(topsis["sites"][0]["ranks"]["topsis"] == 1);
  CHECK(says(trek::test::trek({"score", judged_once(), "--lang", "nl"}).out, "zijn het eens"));
  CHECK(says(trek::test::trek({"score", judged_once()}).out, "of the weight moves"));
}

TEST_CASE("score: the weights of the table are those of the run's table", "[flow]") {
  const auto all = said({"score", judged_once()});
  for (const json& criterion : all["criteria"]) {
    const std::string id = criterion["criterion"];
    const std::string row = " from weights where criterion = '" + id + "'";
    CAPTURE(id);
    CHECK(std::stod(sqlite_value(judged_once(), "select weight_share" + row)) ==
          Approx(criterion["weight_share"].get<double>()).margin(1e-5));
    CHECK(std::stod(sqlite_value(judged_once(), "select effective_share" + row)) ==
          Approx(criterion["effective_share"].get<double>()).margin(1e-4));
    CHECK(std::stod(sqlite_value(judged_once(), "select beyond_best_count" + row)) == criterion["beyond_best_count"]);
  }
}

TEST_CASE("score: weights out of comparisons by two", "[flow]") {
  const trek::test::TemporaryFolder folder;
  const auto asked = [&](const std::string& rows) {
    std::ofstream{folder / "pairs.csv"} << "criterion,over,times\n" << rows;
    return trek::test::trek({"score", judged_once(), "--comparisons", folder / "pairs.csv", "--format", "json"});
  };
  const auto ids = said({"score", judged_once()})["criteria"];
  REQUIRE(ids.size() > 3);
  const std::string a = ids[0]["criterion"];
  const std::string b = ids[1]["criterion"];
  const std::string c = ids[2]["criterion"];
  // 2 x 3 = 6: they agree, and weigh as 6 to 3 to 1.
  const auto agreed = asked(a + "," + b + ",2\n" + c + "," + b + ",0.33333333333\n" + a + "," + c + ",6\n");
  CAPTURE(agreed.err);
  REQUIRE(agreed.exit_code == 0);
  const auto told = json::parse(agreed.out);
  CHECK(told["consistency_ratio"].get<double>() == Approx(0.0).margin(1e-6));
  CHECK(told["criteria"][0]["weight_share"].get<double>() == Approx(0.6));
  CHECK(told["criteria"][1]["weight_share"].get<double>() == Approx(0.3));
  CHECK(told["criteria"][2]["weight_share"].get<double>() == Approx(0.1));
  CHECK(told["criteria"][3]["weight_share"].get<double>() == 0.0);

  const auto refused = [&](const std::string& rows, const std::string& word) {
    const auto result = asked(rows);
    CAPTURE(rows, result.err);
    CHECK((result.exit_code == 2 || result.exit_code == 3 || result.exit_code == 4));
    CHECK(says(result.err, word));
  };
  refused(a + "," + b + ",2\n" + b + "," + c + ",3\n", "are not compared");
  refused(a + "," + b + ",2\n" + b + "," + a + ",0.5\n", "compared twice");
  refused(a + "," + a + ",2\n", "over itself");
  refused(a + "," + b + ",0\n", "above 0");
  refused(a + "," + b + "x,2\n", "did you mean");
  refused(a + "," + b + ",9\n" + b + "," + c + ",9\n" + a + "," + c + ",0.5\n", "contradict");
  const auto both = trek::test::trek(
      {"score", judged_once(), "--comparisons", folder / "pairs.csv", "--weights", "equal", "--format", "json"});
  CHECK(both.exit_code == 2);
}

TEST_CASE("compare: two sites, and the weights at which they are level", "[flow]") {
  const auto pair = said({"compare", judged_once(), "#1", "#2"});
  CHECK(pair["ahead"] == "a");
  CHECK(pair["a"]["rank"] == 1);
  CHECK(pair["b"]["rank"] == 2);
  double lead = 0.0;
  for (const json& criterion : pair["criteria"])
    lead += criterion["a"]["sure"].get<double>() - criterion["b"]["sure"].get<double>();
  CHECK(lead == Approx(pair["a"]["low"].get<double>() - pair["b"]["low"].get<double>()).margin(2e-4));
  CHECK(pair["a_wins_share"] > 0.0);
  CHECK(says(trek::test::trek({"compare", judged_once(), "#2", "#1", "--lang", "nl"}).out, "B staat voor A"));
  const auto same = trek::test::trek({"compare", judged_once(), "#1", "#1"});
  CHECK(same.exit_code == 2);
  CHECK(says(same.err, "one site"));
}

TEST_CASE("questions: the file is read back, unanswered and answered", "[flow]") {
  const trek::test::SmallRegionCopy region;
  const auto output = region / "out.gpkg";
  REQUIRE(trek::test::trek({"run", region / "trek.toml", "-o", output}).exit_code == 0);
  const auto before = said({"questions", output, "--most", "1000000"});
  REQUIRE(before.size() > 50);
  CHECK(before[0]["place"] == 1);
  const auto list = region / "questions.csv";
  CHECK(trek::test::trek({"questions", output, "-o", list}).exit_code == 0);
  CHECK(trek::test::trek({"questions", output, "-o", list}).exit_code == 2);  // it is there
  // One answer filled in: the first question of a veto, with yes.
  std::string text = trek::test::bytes_of(list);
  const auto row = text.find('\n') + 1;
  const auto empty = text.find(",,,,", row);
  REQUIRE(empty != std::string::npos);
  const std::string asked = text.substr(row, empty - row);
  text.replace(empty, 4, ",ja,visit,2026-03-01,");
  std::ofstream{list} << text;
  trek::test::edit(region / "trek.toml", "[profile]", "[profile]\nanswers = \"questions.csv\"");
  const auto again = trek::test::trek({"run", region / "trek.toml", "-o", output, "--overwrite"});
  CAPTURE(asked, again.err);
  REQUIRE(again.exit_code == 0);
  CHECK(says(again.err, "questions.csv"));
  const auto after = said({"questions", output, "--most", "1000000"});
  CHECK(after.size() < before.size());
  for (const json& one : after)
    CHECK_FALSE(
        (one["kind"] == "veto" && asked == one["site"].get<std::string>() + "," + one["rule"].get<std::string>()));
}

TEST_CASE("explain: what to find out first and what would change the rank, in both languages", "[flow]") {
  const auto leader = said({"explain", judged_once(), "#1"});
  CHECK(leader["is_among_best"] == true);
  const int top_count = leader["top_count"].get<int>();
  const std::string top = std::to_string(top_count);
  const std::string next = "#" + std::to_string(top_count + 1);
  const auto english = trek::test::trek({"explain", judged_once(), next}).out;
  CHECK(says(english, "what to find out first:"));
  CHECK(says(english, "in the top " + top + " if one of these were so:"));
  const auto dutch = trek::test::trek({"explain", judged_once(), next, "--lang", "nl"}).out;
  CHECK(says(dutch, "pijlers: Bereikbaarheid"));
  CHECK(says(english, "pillars: Accessibility"));
  CHECK(says(dutch, "wat het eerst uit te zoeken:"));
  CHECK(says(dutch, "wel bij de beste " + top + ", als een van deze zo was:"));
  CHECK_FALSE(says(dutch, "weightings"));
}

TEST_CASE("run: next places are told of each site, and a site that cannot be meant is an error", "[flow]") {
  const trek::test::SmallRegionCopy region;
  const auto project = region / "trek.toml";
  const auto output = region / "out.gpkg";
  const std::string key = sqlite_value(judged_once(), "select key from sites where rank = 1");
  std::ofstream{project, std::ios::app} << "[[siting]]\nname = \"Een erbij\"\nproblem = \"mclp\"\np = 1\nforced = [\""
                                        << key << "\"]\nexisting = false\n";
  const auto result = trek::test::trek({"run", project, "-o", output});
  CAPTURE(result.err);
  REQUIRE(result.exit_code == 0);
  CHECK(says(result.err, "Next places 'Een erbij': 1 chosen"));
  CHECK(sqlite_value(output, "select site_key || forced from siting_choices where question = 'Een erbij'") ==
        key + "1");
  CHECK(sqlite_value(output, "select count(*) from siting_answers") ==
        sqlite_value(output, "select count(distinct question) from siting_answers"));
  const auto told = trek::test::trek({"explain", output, key}).out;
  CHECK(says(told, "next places 'Een erbij': chosen 1"));
  CHECK(said({"explain", output, key})["siting"].size() >= 1);
  trek::test::edit(project, "forced = [\"" + key, "forced = [\"No such site");
  const auto refused = trek::test::trek({"run", project, "-o", output, "--overwrite"});
  CHECK(refused.exit_code == 2);
  CHECK(says(refused.err, "no candidate site has the key, name or address 'No such site"));
}

TEST_CASE("run: stakeholders have ranks and regrets of their own", "[flow]") {
  const trek::test::SmallRegionCopy region;
  const auto project = region / "trek.toml";
  std::ofstream{project, std::ios::app} << R"(
[[stakeholder]]
name = "Makers"
weights = { floor_area_m2 = 3, vacancy_share = 1 }
[[stakeholder]]
name = "Buren"
weights = { monument_value = 1 }
)";
  const auto output = region / "out.gpkg";
  const auto result = trek::test::trek({"run", project, "-o", output});
  CAPTURE(result.err);
  REQUIRE(result.exit_code == 0);
  const auto number = [&](const std::string& sql) { return std::stod(sqlite_value(output, sql)); };
  CHECK(number("select count(*) from stakeholders where stakeholder in ('Makers', 'Buren')") ==
        2 * number("select count(*) from sites"));
  CHECK(number("select min(regret) from stakeholders where stakeholder = 'Makers'") == 0.0);
  CHECK(number("select count(distinct site_key) from stakeholders where is_compromise") == 1);
  CHECK(number("select value from run where key = 'stakeholders.kendall_w'") >= 0.0);
  const auto misspelt = [&] {
    trek::test::edit(project, "monument_value = 1", "monument_valeu = 1");
    return trek::test::trek({"run", project, "-o", output, "--overwrite"});
  }();
  CHECK(misspelt.exit_code == 2);
  CHECK(says(misspelt.err, "monument_value"));
}
