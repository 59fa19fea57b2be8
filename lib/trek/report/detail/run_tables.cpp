#include "trek/report/detail/run_tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "trek/geo/crs.hpp"
#include "trek/report/table_format.hpp"

namespace trek::report {

std::vector<std::string> table_format_names() {
  std::vector<std::string> names;
  for (const TableFormat& format : all_table_formats()) names.push_back(format.name);
  return names;
}

namespace detail {

std::vector<RunTable> run_tables(const Subject& subject) {
  const auto& layers = subject.layers;
  std::vector<RunTable> all{
      {"sites", {"Locaties", "Sites"}, {"Locaties", "Sites"}, &layers.sites},
      {"municipalities",
       {"Gemeenten en hun dekking", "Municipalities and their coverage"},
       {"Gemeenten", "Municipalities"},
       &layers.coverage.municipalities},
      {"region", {"Dekking van de regio", "Coverage of the region"}, {"Regio", "Region"}, &layers.coverage.region},
      {"norms", {"Dekking bij andere normen", "Coverage at other norms"}, {"Normen", "Norms"}, &layers.coverage.norms},
      {"attractiveness",
       {"Culturele aantrekkelijkheid per gemeente (indicatief)",
        "Cultural attractiveness by municipality (indicative)"},
       {"Aantrekkelijkheid", "Attractiveness"},
       &layers.coverage.attractiveness},
      {"gaps",
       {"Mensen zonder plek, bijeen", "People without a place, near each other"},
       {"Lacunes", "Gaps"},
       &layers.coverage.gaps},
      {"answers",
       {"Waar de volgende plekken komen: antwoorden", "Where the next places go: answers"},
       {"Antwoorden", "Answers"},
       &layers.siting_answers},
      {"choices",
       {"Waar de volgende plekken komen: keuzes", "Where the next places go: choices"},
       {"Keuzes", "Choices"},
       &layers.siting_choices},
      {"what_if", {"Scenario's", "Scenarios"}, {"Scenario's", "Scenarios"}, &layers.scenarios},
      {"weights", {"Gewichten van de criteria", "Weights of the criteria"}, {"Gewichten", "Weights"}, &layers.weights},
      {"sources", {"Bronnen", "Sources"}, {"Bronnen", "Sources"}, &layers.sources}};
  std::erase_if(all, [](const RunTable& one) { return one.table->rows.empty(); });
  return all;
}

PageFile table_file(const Subject& subject, const RunTable& one, std::string_view ending, std::string_view format,
                    std::string text) {
  return {fmt::format("tables/{}{}", one.name, ending), fmt::format("{} ({})", subject.words(one.title), format),
          std::move(text)};
}

std::string crs_of_run(const Subject& subject) {
  for (const char* const key : {"crs", "project.crs"}) {
    if (std::string crs = subject.fact(key); !crs.empty()) return crs;
  }
  return std::string{geo::kRdNew};
}

}  // namespace detail
}  // namespace trek::report
