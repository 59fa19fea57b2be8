#include "trek/project/detail/style_doubts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "trek/publish/map_style.hpp"

namespace trek::project::detail {
namespace {

core::Finding unused_classes(const Project& project, const publish::FixedBreaks& fixed,
                             const std::vector<publish::ClassedName>& drawn) {
  std::vector<std::string> columns;
  for (const publish::ClassedName& one : drawn) {
    if (one.layer == fixed.layer) columns.push_back(one.column);
  }
  const auto list = fmt::format("{}", fmt::join(columns, ", "));
  core::Finding finding;
  finding.severity = core::Severity::warning;
  finding.source = project.file.filename().string();
  finding.record = fmt::format("[[style.classes]] {}.{}", fixed.layer, fixed.column);
  finding.rule = "style_classes_unused";
  finding.value = columns.empty() ? core::Phrase{"deze run tekent van die laag niets in klassen",
                                                 "this run draws nothing of that layer in classes"}
                                  : core::Phrase{"deze run tekent van die laag in klassen: " + list,
                                                 "of that layer this run draws in classes: " + list};
  finding.remedy =
      "the map has other classes than the project asks for; fix those of a column that it draws, or take these out";
  return finding;
}

}  // namespace

core::Report style_doubts(const Project& project, const publish::Results& results, const publish::MapHead& head) {
  core::Report report;
  if (project.style.fixed.empty()) return report;
  const auto drawn = publish::drawn_classes(results, head);
  for (const publish::FixedBreaks& fixed : project.style.fixed) {
    if (std::ranges::find(drawn, publish::ClassedName{fixed.layer, fixed.column}) == drawn.end())
      report.add(unused_classes(project, fixed, drawn));
  }
  return report;
}

}  // namespace trek::project::detail
