#include "trek/project/detail/vacancy_settings.hpp"

#include <string>

#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/error.hpp"
#include "trek/project/read_project.hpp"

namespace model = trek::model;
namespace project = trek::project;
using trek::test::says;

namespace {

project::Project read_vacancy_settings(const std::string& vacancy) {
  const trek::test::TemporaryFolder folder;
  return project::read_project(folder.write("trek.toml", R"([project]
name = "Klein"
[[source]]
table = "municipalities"
path = "gemeenten.gpkg"
[[source]]
table = "population"
path = "cellen.gpkg"
[[source]]
table = "vacancy"
name = "register"
path = "leegstand.csv"
[[mode]]
mode = "bicycle"
[[criterion]]
measure = "vacancy_share"
anchors = [[0, 0.0], [1, 1.0]]
reason = "leeg"
)" + vacancy));
}

std::string vacancy_error_of(const std::string& vacancy) {
  try {
    (void)read_vacancy_settings(vacancy);
  } catch (const trek::core::Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("vacancy settings: what a project says of its registers", "[project][unit]") {
  const auto rule = read_vacancy_settings(R"([vacancy]
reference_date = "2026-02-01"
unlisted_share = 0.2
[[vacancy.register]]
source = "register"
coverage_share = 0.8
types = ["winkel", "office"]
municipalities = ["Hengelo", "GM0153"]
)")
                        .candidates.vacancy;
  CHECK(rule.reference_date == "2026-02-01");
  CHECK(rule.unlisted_share == 0.2);
  CHECK(rule.unlisted_high_share == 0.5);
  REQUIRE(rule.registers.size() == 1);
  CHECK(rule.registers[0].coverage_share == 0.8);
  CHECK(rule.registers[0].types == std::vector{model::SiteType::shop, model::SiteType::office});
  CHECK(rule.registers[0].municipalities.size() == 2);
  CHECK(read_vacancy_settings("").candidates.vacancy.unlisted_share == 0.1);
}

TEST_CASE("vacancy settings: what they cannot be", "[project][unit]") {
  CHECK(says(vacancy_error_of("[vacancy]\nreference_date = \"voorjaar 2026\"\n"), "2026-02-01"));
  CHECK(read_vacancy_settings("[vacancy]\nreference_date = \"1-2-2026\"\n").candidates.vacancy.reference_date ==
        "2026-02-01");
  CHECK(says(vacancy_error_of("[vacancy]\nunlisted_share = 0.6\nunlisted_high_share = 0.5\n"), "unlisted_share"));
  CHECK(says(vacancy_error_of("[[vacancy.register]]\nsource = \"registr\"\n"), "register"));
  CHECK(says(vacancy_error_of("[[vacancy.register]]\nsource = \"register\"\ncoverage_share = 80\n"), "coverage_share"));
  CHECK(says(vacancy_error_of("[[vacancy.register]]\nsource = \"register\"\ntypes = [\"ruin\"]\n"), "factory"));
}

TEST_CASE("candidate_rule: the day of reference is the project's, else that of the newest data", "[project][unit]") {
  const auto day = [](const std::string& settings, const std::vector<std::string>& vintages,
                      const std::vector<std::string>& dates, const std::string& today) {
    project::detail::Inputs inputs;
    for (const std::string& vintage : vintages) {
      inputs.sources.emplace_back();
      inputs.sources.back().source.vintage = vintage;
    }
    inputs.vacancy.emplace();
    inputs.vacancy->date = dates;
    return project::detail::candidate_rule(read_vacancy_settings(settings), inputs, today).vacancy.reference_date;
  };
  CHECK(day("[vacancy]\nreference_date = \"2020-01-01\"\n", {"2026"}, {}, "2026-11-28") == "2020-01-01");
  CHECK(day("", {"2024", "2025-06-30", "april"}, {"2022-01-01", ""}, "2026-11-28") == "2025-06-30");
  CHECK(day("", {"2024"}, {"2026-03-01"}, "2026-11-28T10:00:00Z") == "2026-03-01");
  CHECK(day("", {"2024"}, {"2206-03-01", "2025-03-01"}, "2026-11-28") == "2025-03-01");  // a slip of the pen
  CHECK(day("", {"2026"}, {"2025-12-01"}, "2023-11-14") == "2026-01-01");                // whenever it is run
  CHECK(day("", {}, {}, "2026-11-28") == "2026-11-28");
}
