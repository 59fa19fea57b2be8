#include <fmt/format.h>

#include "trek/core/inert_text.hpp"
#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"

namespace trek::publish::detail::layers::links_to_review {
namespace {

/// A line needs two points: a record that lies just where its building is drawn gets one this long.
constexpr double kShortest_m = 0.5;

std::vector<std::size_t> doubtful_rows(const Results& results, const MapHead& head) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < results.links.size(); ++row) {
    const auto& link = results.links[row];
    if (link.doubtful && link.place && link.to_place && is_drawable(head, *link.place)) rows.push_back(row);
  }
  return rows;
}

/// The line for the file of decisions that confirms the link.
std::string decision_line(const model::RecordLink& link) {
  const std::string to = link.to_table == "monument" ? "monument-" + link.to : link.to;
  const auto cell = [](const std::string& text) { return core::csv_cell(text, ';'); };
  return fmt::format("{};{};same;{};;;", cell(link.source), cell(link.record), cell(to));
}

void add_fields(LayerTable& table, const std::vector<model::RecordLink>& rows) {
  const auto add_text = [&](const char* name, const core::Phrase& title, const auto& part,
                            const core::Phrase& description = {}) {
    table.add(
        name, FieldType::text, title, [&rows, part](std::size_t r) { return text(part(rows[r])); }, description);
  };
  using Link = model::RecordLink;
  add_text("table_name", {"Soort record", "Kind of record"}, [](const Link& l) { return l.table; });
  add_text("source", {"Bron", "Source"}, [](const Link& l) { return l.source; });
  add_text("record", {"Record", "Record"}, [](const Link& l) { return l.record; });
  add_text("to_table", {"Gekoppeld aan een", "Linked with a"}, [](const Link& l) { return l.to_table; });
  add_text("to_key", {"Pand of record", "Building or record"}, [](const Link& l) { return l.to; });
  add_text("method", {"Koppelmethode", "Method"}, [](const Link& l) { return std::string{name_of(l.method)}; });
  table.add("distance_m", FieldType::real, {"Koppelafstand (m)", "Distance (m)"},
            [&rows](std::size_t r) { return real(rows[r].distance_m, 1); });
  table.add("confidence", FieldType::real, {"Vertrouwen (0-1)", "Confidence (0-1)"},
            [&rows](std::size_t r) { return real(rows[r].confidence, 2); },
            {"Een volgorde om na te kijken, geen kans.", "An order of review, not a probability."});
  add_text("alternatives", {"Andere panden die het kunnen zijn", "Other buildings that it may be"},
           [](const Link& l) { return fmt::format("{}", fmt::join(l.alternatives, ", ")); });
  add_text("site", {"Locatie", "Site"}, [](const Link& l) { return l.site; },
           {"Leeg: valt buiten de kandidaten.", "Empty: not among the candidates."});
  add_text("decision_line", {"Regel voor het besluitenbestand", "Line for the file of decisions"}, decision_line,
           {"Bevestigt de koppeling; 'not' in plaats van 'same' verwerpt haar, een ander pand vervangt haar.",
            "Confirms the link; 'not' in place of 'same' rejects it, another building replaces it."});
}

LayerStyle style_of(const Words& words) {
  LayerStyle style;
  style.name = words("Te controleren koppelingen", "Links to review");
  const auto add = [&](const char* table, std::string label, Color color) {
    style.rules.push_back({std::move(label), equals("table_name", table), LineSymbol{color, 0.5}});
  };
  add("monument", words("monument", "monument"), kVermilion);
  add("vacancy", words("leegstandsrecord", "vacancy record"), kBlue);
  add("candidate", words("kandidaat", "candidate"), kPink);
  style.rules.push_back({words("overig", "other"), std::string{kElse}, LineSymbol{kNoData, 0.5}});
  style.display = "\"record\"";
  style.map_tip =
      "<b>[% \"source\" %] [% \"record\" %]</b> &rarr; [% \"to_key\" %]<br/>[% \"method\" %], [% \"distance_m\" %] m, "
      "[% \"confidence\" %]<br/>[% \"decision_line\" %]";
  return style;
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& links = results.links;
  LayerTable table(words, "links_to_review", GeometryType::line, {"Te controleren koppelingen", "Links to review"},
                   {"Koppelingen van records aan panden die twijfelachtig zijn: van de plaats van het record "
                    "naar het pand. Een regel in het besluitenbestand beslist.",
                    "Links of records with buildings that are doubtful: from the record's place to the "
                    "building. A line in the file of decisions settles one."});
  add_fields(table, links);
  table.set_rows(doubtful_rows(results, head), [&](std::size_t r) {
    const geo::Point from = *links[r].place;
    geo::Point to = *links[r].to_place;
    if (geo::distance_m(from, to) < 0.001) to.x_m += kShortest_m;
    return Geometry{geo::LineString{from, to}};
  });
  return {
      .order = 90, .table = std::move(table), .style = style_of(words), .views = {{.draw_rank = DrawRank::diagnosis}}};
}

}  // namespace trek::publish::detail::layers::links_to_review
