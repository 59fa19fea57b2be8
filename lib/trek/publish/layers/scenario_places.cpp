#include <fmt/format.h>

#include <memory>

#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"
#include "trek/publish/detail/qgis_text.hpp"

namespace trek::publish::detail::layers::scenario_places {
namespace {

enum class Change { opened, closed, planned };

/// One site, place or point of planned dwellings of one scenario.
struct ChangedPlace {
  std::size_t scenario = 0;
  Change change = Change::opened;
  std::size_t row = 0;  // of the sites, the existing places, or the future demand
};
using ChangedPlaces = std::shared_ptr<const std::vector<ChangedPlace>>;

ChangedPlaces changed_places(const Results& results) {
  std::vector<ChangedPlace> rows;
  for (std::size_t s = 0; s < results.scenarios.size(); ++s) {
    const ScenarioResult& scenario = results.scenarios[s];
    for (const std::uint32_t row : scenario.opened) rows.push_back({s, Change::opened, row});
    for (const std::uint32_t row : scenario.closed) rows.push_back({s, Change::closed, row});
    for (std::size_t row = 0; row < scenario.future.size(); ++row) rows.push_back({s, Change::planned, row});
  }
  return std::make_shared<const std::vector<ChangedPlace>>(std::move(rows));
}

const char* code_of(Change change) {
  switch (change) {
    case Change::opened:
      return "opened";
    case Change::closed:
      return "closed";
    case Change::planned:
      return "planned";
  }
  return "";
}

geo::Point place_of(const Results& results, const ChangedPlace& row) {
  switch (row.change) {
    case Change::opened:
      return results.sites.place[row.row];
    case Change::closed:
      return results.existing_places.place[row.row];
    case Change::planned:
      return results.scenarios[row.scenario].future.place[row.row];
  }
  return {};
}

std::string key_of(const Results& results, const ChangedPlace& row) {
  switch (row.change) {
    case Change::opened:
      return results.sites.key[row.row];
    case Change::closed:
      return results.existing_places.key[row.row];
    case Change::planned:
      return results.scenarios[row.scenario].future.key[row.row];
  }
  return {};
}

std::string name_of(const Results& results, const ChangedPlace& row) {
  switch (row.change) {
    case Change::opened:
      return results.sites.name[row.row];
    case Change::closed:
      return results.existing_places.name[row.row];
    case Change::planned:
      break;
  }
  return {};
}

LayerStyle style_of(const Words& words) {
  LayerStyle style;
  style.name = words("Wat er anders is", "What is otherwise");
  ValueMap changes{"change", {}};
  const auto add = [&](Change change, const std::string& label, const MarkerSymbol& symbol) {
    style.rules.push_back({label, equals("change", code_of(change)), symbol});
    changes.words.emplace_back(code_of(change), label);
  };
  const Color ink{30, 30, 30};
  add(Change::opened, words("Geopend", "Opened"), marker(MarkerShape::triangle, 3.4, kBlue, ink));
  add(Change::closed, words("Gesloten", "Closed"), marker(MarkerShape::cross, 3.4, kVermilion, kVermilion, 0.8));
  add(Change::planned, words("Geplande woningen (aanname)", "Planned dwellings (assumption)"),
      marker(MarkerShape::circle, 1.8, kOrange, ink));
  style.rules.push_back(rest_rule(words));
  style.labels = {{.expression = "\"name\"", .filter = "\"name\" IS NOT NULL", .size_pt = 8.0}};
  style.value_maps = {changes};
  style.display = "coalesce(\"name\", \"key\")";
  style.map_tip = "<b>[% \"name\" %]</b><br/>[% represent_value(\"change\") %]";
  return style;
}

std::vector<LayerView> views_of(const Results& results, const Words& words) {
  std::vector<LayerView> views;
  for (std::size_t s = 0; s < results.scenarios.size(); ++s) {
    const ScenarioResult& scenario = results.scenarios[s];
    if (scenario.opened.empty() && scenario.closed.empty() && scenario.future.size() == 0) continue;
    views.push_back(
        {.group = Group::scenario,
         .draw_rank = DrawRank::best,
         .title = fmt::format("{}: {}", one_line(words(scenario.name)), words("wat er anders is", "what is otherwise")),
         .filter = fmt::format("\"scenario_number\" = {}", s + 1)});
  }
  return views;
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto rows = changed_places(results);
  LayerTable table(
      words, "scenario_places", GeometryType::point, {"Scenario's: wat er anders is", "Scenarios: what is otherwise"},
      {"Locaties die opengaan, plekken die sluiten, en geplande woningen met wie er naar aanname komt wonen.",
       "Sites that open, places that close, and planned dwellings with those who are assumed to live there."});
  table.add("scenario_number", FieldType::integer, {"Nummer", "Number"},
            [rows](std::size_t r) { return Value{static_cast<std::int64_t>((*rows)[r].scenario + 1)}; });
  table.add("scenario", FieldType::text, {"Scenario", "Scenario"}, [&results, rows, words](std::size_t r) {
    return text(words(results.scenarios[(*rows)[r].scenario].name));
  });
  table.add("change", FieldType::text, {"Wat", "What"},
            [rows](std::size_t r) { return text(code_of((*rows)[r].change)); });
  table.add("key", FieldType::text, {"Sleutel", "Key"},
            [&results, rows](std::size_t r) { return text(key_of(results, (*rows)[r])); });
  table.add("name", FieldType::text, {"Naam", "Name"},
            [&results, rows](std::size_t r) { return text(name_of(results, (*rows)[r])); });
  table.add("future_people", FieldType::real, {"Toekomstige inwoners (personen)", "Future inhabitants (people)"},
            [&results, rows](std::size_t r) {
              const ChangedPlace& row = (*rows)[r];
              if (row.change != Change::planned) return Value{};
              return real(results.scenarios[row.scenario].future.inhabitants[row.row], 2);
            },
            {"Een aanname, geen telling.", "An assumption, not a count."});
  table.set_rows(rows->size(), [&results, rows](std::size_t r) { return shape_of(place_of(results, (*rows)[r])); });
  return {.order = 46, .table = std::move(table), .style = style_of(words), .views = views_of(results, words)};
}

}  // namespace trek::publish::detail::layers::scenario_places
