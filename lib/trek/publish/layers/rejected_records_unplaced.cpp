#include <fmt/format.h>

#include "trek/publish/detail/finding_rows.hpp"

namespace trek::publish::detail::layers::rejected_records_unplaced {

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& findings = results.report.findings();
  LayerTable table(words, "rejected_records_unplaced", GeometryType::none,
                   {"Meldingen zonder locatie", "Findings without a location"},
                   {"Als de bevindingen met plaats, maar zonder bruikbare coördinaten.",
                    "As the findings with a place, but without usable coordinates."});
  add_finding_fields(table, results.report, words);
  const auto add = [&](const char* name, double core::Location::*part) {
    table.add(name, FieldType::real, fmt::format("{} (m)", name[0]), [&findings, part](std::size_t r) {
      return findings[r].location ? real((*findings[r].location).*part, 3) : Value{};
    });
  };
  add("x_m", &core::Location::x_m);
  add("y_m", &core::Location::y_m);
  table.set_rows(finding_rows(results, head, false));
  LayerStyle style;
  style.value_maps = finding_value_maps(words);
  style.display = "\"record\"";
  return {.order = 130,
          .table = std::move(table),
          .style = std::move(style),
          .views = {{.place = 180}},
          .of_findings = true};
}

}  // namespace trek::publish::detail::layers::rejected_records_unplaced
