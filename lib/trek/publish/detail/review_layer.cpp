#include <fmt/format.h>

#include "trek/core/inert_text.hpp"
#include "trek/publish/detail/delivered_layer.hpp"

namespace trek::publish::detail {
namespace {

/// A line needs two points: a record that lies just where its building is drawn gets one this long.
constexpr double kShortest_m = 0.5;

using Links = std::vector<const model::RecordLink*>;

Links doubtful(const Delivery& delivery) {
  Links rows;
  for (const auto& link : delivery.links) {
    if (link.doubtful && link.place && link.to_place && detail::is_drawable(delivery, *link.place))
      rows.push_back(&link);
  }
  return rows;
}

/// The line for the file of decisions that confirms the link.
std::string decision_line(const model::RecordLink& link) {
  const std::string to = link.to_table == "monument" ? "monument-" + link.to : link.to;
  const auto cell = [](const std::string& text) { return core::csv_cell(text, ';'); };
  return fmt::format("{};{};same;{};;;", cell(link.source), cell(link.record), cell(to));
}

void add_fields(LayerTable& table, const Links& rows, const Words& words) {
  const auto add_text = [&](const char* name, const std::string& title, const auto& part,
                            const std::string& description = {}) {
    table.add(
        name, FieldType::text, title, [&rows, part](std::size_t r) { return text(part(*rows[r])); }, description);
  };
  using Link = model::RecordLink;
  add_text("table_name", words("Soort record", "Kind of record"), [](const Link& l) { return l.table; });
  add_text("source", words("Bron", "Source"), [](const Link& l) { return l.source; });
  add_text("record", words("Record", "Record"), [](const Link& l) { return l.record; });
  add_text("to_table", words("Gekoppeld aan een", "Linked with a"), [](const Link& l) { return l.to_table; });
  add_text("to_key", words("Pand of record", "Building or record"), [](const Link& l) { return l.to; });
  add_text("method", words("Koppelmethode", "Method"), [](const Link& l) { return std::string{name_of(l.method)}; });
  table.add("distance_m", FieldType::real, words("Koppelafstand (m)", "Distance (m)"),
            [&rows](std::size_t r) { return real(rows[r]->distance_m, 1); });
  table.add(
      "confidence", FieldType::real, words("Vertrouwen (0-1)", "Confidence (0-1)"),
      [&rows](std::size_t r) { return real(rows[r]->confidence, 2); },
      words("Een volgorde om na te kijken, geen kans.", "An order of review, not a probability."));
  add_text("alternatives", words("Andere panden die het kunnen zijn", "Other buildings that it may be"),
           [](const Link& l) { return fmt::format("{}", fmt::join(l.alternatives, ", ")); });
  add_text(
      "site", words("Locatie", "Site"), [](const Link& l) { return l.site; },
      words("Leeg: valt buiten de kandidaten.", "Empty: not among the candidates."));
  add_text("decision_line", words("Regel voor het besluitenbestand", "Line for the file of decisions"), decision_line,
           words("Bevestigt de koppeling; 'not' in plaats van 'same' verwerpt haar, een ander pand vervangt haar.",
                 "Confirms the link; 'not' in place of 'same' rejects it, another building replaces it."));
}

LayerStyle review_style(const Words& words) {
  LayerStyle style;
  style.name = words("Te controleren koppelingen", "Links to review");
  const auto add = [&](const char* table, std::string label, Color color) {
    style.rules.push_back({std::move(label), fmt::format("\"table_name\" = '{}'", table), LineSymbol{color, 0.5}});
  };
  // Okabe & Ito (2008), as in the other layers.
  add("monument", words("monument", "monument"), {213, 94, 0});
  add("vacancy", words("leegstandsrecord", "vacancy record"), {0, 114, 178});
  add("candidate", words("kandidaat", "candidate"), {204, 121, 167});
  style.rules.push_back({words("overig", "other"), std::string{kElse}, LineSymbol{kNoData, 0.5}});
  style.display = "\"record\"";
  style.map_tip =
      "<b>[% \"source\" %] [% \"record\" %]</b> &rarr; [% \"to_key\" %]<br/>[% \"method\" %], [% \"distance_m\" %] m, "
      "[% \"confidence\" %]<br/>[% \"decision_line\" %]";
  return style;
}

}  // namespace

DeliveredLayer write_links_to_review(const Delivery& delivery, GeoPackage& out) {
  const Words words{delivery.language};
  LayerTable table{
      "links_to_review", GeometryType::line, words("Te controleren koppelingen", "Links to review"),
      abstract_of(delivery,
                  "Koppelingen van records aan panden die twijfelachtig zijn: van de plaats van het record "
                  "naar het pand. Een regel in het besluitenbestand beslist.",
                  "Links of records with buildings that are doubtful: from the record's place to the "
                  "building. A line in the file of decisions settles one.")};
  const Links rows = doubtful(delivery);
  add_fields(table, rows, words);
  table.write(out, rows.size(), [&](std::size_t r) {
    const geo::Point from = *rows[r]->place;
    geo::Point to = *rows[r]->to_place;
    if (geo::distance_m(from, to) < 0.001) to.x_m += kShortest_m;
    return Geometry{geo::LineString{from, to}};
  });
  return {table.schema(), review_style(words)};
}

}  // namespace trek::publish::detail
