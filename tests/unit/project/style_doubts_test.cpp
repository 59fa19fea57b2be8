#include "trek/project/detail/style_doubts.hpp"

#include <algorithm>

#include "support/catch.hpp"
#include "support/says.hpp"
#include "unit/publish/sample_results.hpp"

using namespace trek;

TEST_CASE("style_doubts: fixed classes of what no map shows are told, with what it shows instead", "[project][unit]") {
  const auto results = test::sample_results();
  const auto head = test::sample_head(model::Language::nl);
  const auto drawn = publish::drawn_classes(results, head);
  const auto find = [&](const char* layer) { return std::ranges::find(drawn, layer, &publish::ClassedName::layer); };
  REQUIRE(find("demand") != drawn.end());
  REQUIRE(find("demand")->column.ends_with("_min"));
  REQUIRE(find("demand_squares") == drawn.end());  // the sample has none
  project::Project project;
  project.file = "trek.toml";
  project.style.fixed = {{"demand", "inhabitants", {10.0, 100.0}},
                         {"sites", "score_low", {0.5}},
                         {"demand_squares", find("demand")->column, {15.0}}};
  const auto report = project::detail::style_doubts(project, results, head);
  REQUIRE(report.findings().size() == 2);
  const core::Finding& finding = report.findings().front();
  CHECK(finding.severity == core::Severity::warning);
  CHECK(finding.source == "trek.toml");
  CHECK(finding.rule == "style_classes_unused");
  CHECK(finding.record.en == "[[style.classes]] demand.inhabitants");
  CHECK(test::says(finding.value.en, find("demand")->column));
  CHECK(test::says(report.findings().back().value.en, "nothing of that layer"));
  project.style.fixed = {};
  CHECK(project::detail::style_doubts(project, results, head).findings().empty());
}
