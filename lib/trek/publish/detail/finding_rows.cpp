#include "trek/publish/detail/finding_rows.hpp"

#include <string_view>

#include "trek/publish/detail/finding_words.hpp"

namespace trek::publish::detail {
namespace {

std::string_view name_of(core::Severity severity) {
  switch (severity) {
    case core::Severity::note:
      return "note";
    case core::Severity::warning:
      return "warning";
    case core::Severity::rejected:
      return "rejected";
  }
  return "rejected";
}

}  // namespace

std::vector<std::size_t> finding_rows(const Results& results, const MapHead& head, bool drawable) {
  std::vector<std::size_t> rows;
  const auto& findings = results.report.findings();
  for (std::size_t row = 0; row < findings.size(); ++row) {
    const auto& at = findings[row].location;
    if ((at && is_drawable(head, {at->x_m, at->y_m})) == drawable) rows.push_back(row);
  }
  return rows;
}

void add_finding_fields(LayerTable& table, const core::Report& report, const Words& words) {
  const auto add = [&](const char* name, const core::Phrase& title, auto part) {
    table.add(name, FieldType::text, title,
              [&report, part](std::size_t r) { return text(part(report.findings()[r])); });
  };
  using Row = const core::Finding&;
  add("source", {"Bron", "Source"}, [](Row row) { return row.source; });
  add("record", {"Record", "Record"}, [words](Row row) { return words(row.record); });
  add("severity", {"Ernst", "Severity"}, [](Row row) { return name_of(row.severity); });
  add("rule", {"Regel", "Rule"}, [](Row row) { return row.rule; });
  add("value", {"Gevonden waarde", "Value found"}, [words](Row row) { return words(row.value); });
  add("remedy", {"Wat te doen", "What to do"}, [words](Row row) { return remedy_text(row.rule, row.remedy, words); });
}

std::vector<ValueMap> finding_value_maps(const Words& words) {
  ValueMap severities{"severity",
                      {{"note", words("opmerking", "note")},
                       {"warning", words("waarschuwing", "warning")},
                       {"rejected", words("afgewezen", "rejected")}}};
  ValueMap rules{"rule", {}};
  for (const FindingWords& entry : finding_words())
    rules.words.emplace_back(entry.rule, words(entry.label_nl, entry.label_en));
  return {std::move(severities), std::move(rules)};
}

}  // namespace trek::publish::detail
