#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>

#include "support/catch.hpp"
#include "support/command.hpp"
#include "support/says.hpp"
#include "support/sqlite_rows.hpp"
#include "support/temporary_folder.hpp"
#include "trek/model/words.hpp"

// The pages of the embedded project, against the numbers of its GeoPackage.
namespace {

namespace fs = std::filesystem;
using trek::test::says;
using trek::test::sqlite_rows;
using trek::test::sqlite_value;

const fs::path kOutput{TREK_DEMO_OUTPUT};
const trek::model::Words kDutch{trek::model::Language::nl};

trek::test::CommandResult report(const std::vector<std::string>& words) {
  std::vector<std::string> all{TREK_PROGRAM, "report", kOutput};
  all.insert(all.end(), words.begin(), words.end());
  return trek::test::run_command(all);
}

std::string text_of(const fs::path& file) {
  CAPTURE(file);
  std::ifstream in{file};
  REQUIRE(in);
  return {std::istreambuf_iterator<char>{in}, {}};
}

double number(const std::string& sql) { return std::stod(sqlite_value(kOutput, sql)); }

/// What HTML writes for the text of a name.
std::string on_page(std::string text) {
  for (const auto& [what, entity] : {std::pair{"&", "&amp;"}, {"'", "&#39;"}, {"\"", "&quot;"}, {"<", "&lt;"}}) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 2))
      text.replace(at, 1, entity);
  }
  return text;
}

}  // namespace

TEST_CASE("report: numbers on the pages are those of the file", "[flow]") {
  const trek::test::TemporaryFolder here;
  const auto told = report({"-o", here / "rapport"});
  CAPTURE(told.err);
  REQUIRE(told.exit_code == 0);
  CHECK(says(told.err + told.out, "index.html"));
  const std::string council = text_of(here / "rapport/raadsstuk.html");
  CHECK(says(council, "VERZONNEN GEGEVENS"));
  CHECK(says(council, kDutch.grouped(number("select gap from region_coverage where mode = 'bicycle'"))));
  CHECK(says(council, kDutch.percent(number("select served_share from region_coverage where mode = 'bicycle'"))));
  for (const auto& row : sqlite_rows(kOutput, "select name, gap_bicycle, inhabitants from municipalities")) {
    CAPTURE(row[0]);
    CHECK(says(council, ">" + on_page(row[0]) + "</th>"));
    CHECK(says(council, ">" + kDutch.grouped(std::stod(row[1])) + "</td>"));
    CHECK(says(council, ">" + kDutch.grouped(std::stod(row[2])) + "</td>"));
  }
  for (const auto& row :
       sqlite_rows(kOutput, "select question, gap_share, proven from siting_answers where state = 'answered'")) {
    CAPTURE(row[0]);
    CHECK(says(council, on_page(row[0])));
  }
  for (const auto& row :
       sqlite_rows(kOutput, "select rank, name, score, score_low, score_high from sites where rank <= 10"))
    CHECK(says(council,
               ">" + row[0] + ". " + on_page(std::regex_replace(row[1], std::regex{", [0-9]{4}[A-Z]{2} "}, ", "))));
}

TEST_CASE("report: a sheet tells the catchment, the open vetoes and the competitors of its site", "[flow]") {
  const trek::test::TemporaryFolder here;
  REQUIRE(report({"-o", here / "rapport", "--site", "#1"}).exit_code == 0);
  std::string sheet;
  for (const auto& entry : fs::directory_iterator{here / "rapport"}) {
    if (entry.path().filename().string().starts_with("site_")) {
      CHECK(sheet.empty());  // of one site alone
      sheet = text_of(entry.path());
    }
  }
  for (const char* const column : {"people_target_bicycle_15min", "people_all_car_30min", "people_target_foot_5min"}) {
    CAPTURE(column);
    const double people = number(std::string{"select "} + column + " from sites where rank = 1");
    CHECK(says(sheet, ">" + kDutch.grouped(people) + "</td>"));
  }
  const std::string key = sqlite_value(kOutput, "select key from sites where rank = 1");
  for (const auto& row :
       sqlite_rows(kOutput,
                   "select place_name, people from site_draws where taken_from = 'place' and mode = 'bicycle' and "
                   "site_key = '" +
                       key + "' order by fid limit 3")) {
    CAPTURE(row[0]);
    CHECK(says(sheet, ">" + kDutch.grouped(std::stod(row[1])) + "</td>"));
  }
  CHECK(says(sheet, "<svg"));
  CHECK(says(sheet, kDutch.number(number("select score from sites where rank = 1"), 2)));
}

TEST_CASE("report: the advice says where the chosen buildings stand on the list, and what the first would cost",
          "[flow]") {
  const trek::test::TemporaryFolder here;
  REQUIRE(report({"-o", here / "rapport"}).exit_code == 0);
  const std::string council = text_of(here / "rapport/raadsstuk.html");
  const auto ranks = sqlite_rows(kOutput,
                                 "select question, count(*), sum(rank <= 10), min(rank), max(rank) from siting_choices "
                                 "where rank is not null group by question");
  REQUIRE(ranks.size() >= 3);
  const std::string all = sqlite_value(kOutput, "select max(rank) from sites");
  for (const auto& row : ranks) {
    CAPTURE(row[0]);
    CHECK(says(council, "Van de " + row[1] + " gekozen gebouwen " + (std::stoi(row[2]) > 1 ? "staan" : "staat") +
                            " er " + (row[2] == "0" ? "geen" : row[2]) +
                            " bij de beste 10 van de lijst; hun rangen lopen van " + row[3] + " tot " + row[4] +
                            ", van de " + all + "."));
  }
  const std::string municipality = "join municipalities m on m.code = c.municipality_code where problem = 'mclp'";
  for (const auto& row :
       sqlite_rows(kOutput,
                   "select c.rank, c.gain, m.name, m.gap_bicycle from siting_choices c join siting_answers a on "
                   "a.question = c.question " +
                       municipality + " and a.served_before > 0 and c.place_in_order <= 5")) {
    CAPTURE(row[0]);
    CHECK(says(council, "Rang " + row[0] + ", "));
    CHECK(says(council, ": voegt toe " + kDutch.grouped(std::stod(row[1])) + "; in " + on_page(row[2]) + " hebben " +
                            kDutch.grouped(std::stod(row[3])) + " inwoners nu geen plek binnen"));
  }
  const double price = number(
      "select loss_low from siting_alternatives where question = 'Vijf plekken voor wie er nu geen heeft' and "
      "site_key = (select key from sites where rank = 1)");
  REQUIRE(price > 0.0);
  CHECK(says(council, "Wie nummer 1 van de lijst ("));
  CHECK(says(council, "levert minstens in: " + kDutch.grouped(price) + " ("));
}

TEST_CASE("report: squares of the map hold the people of their cells, and who is served", "[flow]") {
  const trek::test::TemporaryFolder here;
  REQUIRE(report({"-o", here / "rapport"}).exit_code == 0);
  if (!fs::exists(here / "rapport/kaart.html")) {
    WARN("this trek was built without the interactive map");
    return;
  }
  const std::string page = text_of(here / "rapport/kaart.html");
  const std::string begin = "<script type=\"application/json\" id=\"document\">";
  const std::size_t at = page.find(begin) + begin.size();
  const auto map = nlohmann::json::parse(page.substr(at, page.find("</script>", at) - at));
  // Cells by the squares that their middles lie in, lowest and most western first.
  const auto squares = sqlite_rows(
      kOutput,
      "select sum(d.inhabitants), sum(d.inhabitants * d.served_bicycle), sum(coalesce(d.target, 0)), "
      "sum(coalesce(d.target, 0) * d.served_bicycle) from demand d join rtree_demand_geom r on r.id = d.fid "
      "where d.municipality_code <> '' and d.inhabitants > 0 "
      "group by cast((r.miny + r.maxy) / 1000 as integer), cast((r.minx + r.maxx) / 1000 as integer) order by "
      "cast((r.miny + r.maxy) / 1000 as integer), cast((r.minx + r.maxx) / 1000 as integer)");
  REQUIRE(map["squares"].size() == squares.size());
  REQUIRE(squares.size() > 500);
  std::size_t mode = 0;
  while (map["modes"][mode]["id"] != "bicycle") ++mode;
  for (std::size_t s = 0; s < squares.size(); ++s) {
    const auto& told = map["squares"][s];
    CAPTURE(s, told.dump());
    const double people = std::stod(squares[s][0]);
    CHECK(told[1].get<double>() == Approx(people).margin(0.5001));
    CHECK(told[2][mode][0].get<double>() == Approx(std::stod(squares[s][1]) / people).margin(5.01e-4));
    if (const double target = std::stod(squares[s][2]); target > 0.0)
      CHECK(told[2][mode][1].get<double>() == Approx(std::stod(squares[s][3]) / target).margin(5.01e-4));
    REQUIRE(told[0].size() == 8);
    CHECK(told[0][2].get<double>() > told[0][0].get<double>());  // east of the first corner
    CHECK(told[0][5].get<double>() > told[0][3].get<double>());  // and north of that
  }
  CHECK(page.size() < 8'000'000);  // goes with a mail
}

TEST_CASE("report: the curve of travel times has the Gini of the file", "[flow]") {
  const trek::test::TemporaryFolder here;
  REQUIRE(report({"-o", here / "rapport"}).exit_code == 0);
  const double gini = number("select time_gini from region_coverage where mode = 'bicycle'");
  CHECK(says(text_of(here / "rapport/charts/lorenz.svg"), "Gini " + kDutch.number(gini, 2)));
}

TEST_CASE("report: what is asked wrongly is refused and leaves nothing", "[flow]") {
  const trek::test::TemporaryFolder here;
  const auto refused = [&](const std::vector<std::string>& words, const std::string& what) {
    const auto told = report(words);
    CAPTURE(told.err);
    CHECK(told.exit_code == 2);
    CHECK(says(told.err, what));
  };
  refused({"-o", here / "rapport", "--lang", "de"}, "--lang");
  refused({"-o", here / "rapport", "--municipality", "Enschedee"}, "did you mean");
  refused({"-o", here / "none/rapport"}, "does not exist");
  CHECK_FALSE(fs::exists(here / "rapport"));
  REQUIRE(report({"-o", here / "rapport", "--municipality", "Enschede"}).exit_code == 0);
  CHECK(says(text_of(here / "rapport/raadsstuk.html"), "Enschede"));
  refused({"-o", here / "rapport"}, "--overwrite");
  trek::test::put_text(here / "rapport/notities.txt", "van mij");
  refused({"-o", here / "rapport", "--overwrite"}, "notities.txt");
  CHECK(text_of(here / "rapport/notities.txt") == "van mij");
}
