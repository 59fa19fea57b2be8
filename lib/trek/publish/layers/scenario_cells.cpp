#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"
#include "trek/publish/detail/qgis_text.hpp"

namespace trek::publish::detail::layers::scenario_cells {
namespace {

using coverage::Service;

/// One row of the demand that a scenario changes for, by one mode.
struct ChangedCell {
  std::size_t scenario = 0;
  std::size_t mode = 0;
  std::size_t row = 0;  // of the run's demand and, behind it, the scenario's future people
};
using ChangedCells = std::shared_ptr<const std::vector<ChangedCell>>;

ChangedCells changed_cells(const Results& results) {
  std::vector<ChangedCell> cells;
  for (std::size_t s = 0; s < results.scenarios.size(); ++s) {
    for (std::size_t m = 0; m < results.scenarios[s].service.size(); ++m) {
      const auto& rows = results.scenarios[s].service[m].rows;
      for (std::size_t row = 0; row < rows.size(); ++row) {
        const bool is_new = row >= results.demand.size();
        if (rows[row] == Service::unchanged || (rows[row] == Service::unknown && !is_new)) continue;
        cells.push_back({s, m, row});
      }
    }
  }
  return std::make_shared<const std::vector<ChangedCell>>(std::move(cells));
}

/// The demand that a row stands in, and where in it.
struct DemandRow {
  const model::Demand& demand;
  std::size_t row;
};
DemandRow demand_row(const Results& results, const ChangedCell& cell) {
  const std::size_t own = results.demand.size();
  if (cell.row < own) return {results.demand, cell.row};
  return {results.scenarios[cell.scenario].future, cell.row - own};
}

LayerStyle style_of(const Words& words, bool squares) {
  LayerStyle style;
  style.name = words("Wie er wint en verliest", "Who gains and loses");
  ValueMap changes{"change", {}};
  const auto add = [&](Service service, const std::string& label, Color color, FillPattern pattern, MarkerShape shape) {
    const Symbol symbol = squares ? Symbol{FillSymbol{color, pattern, color, 0.2}} : Symbol{marker(shape, 1.8, color)};
    style.rules.push_back({label, equals("change", name_of(service)), symbol});
    changes.words.emplace_back(name_of(service), label);
  };
  add(Service::gained, words("Krijgt een plek binnen de norm", "Gains a place within the norm"), kBlue,
      FillPattern::solid, MarkerShape::triangle);
  add(Service::lost, words("Raakt zijn plek binnen de norm kwijt", "Loses its place within the norm"), kVermilion,
      FillPattern::solid, MarkerShape::cross);
  add(Service::new_served, words("Toekomstige inwoners, met een plek", "Future inhabitants, with a place"), kSky,
      FillPattern::hatched, MarkerShape::circle);
  add(Service::new_unserved, words("Toekomstige inwoners, zonder plek", "Future inhabitants, without a place"), kOrange,
      FillPattern::hatched, MarkerShape::diamond);
  changes.words.emplace_back(name_of(Service::unknown), words("onbekend", "unknown"));
  style.rules.push_back({words("onbekend", "unknown"), std::string{kElse},
                         squares ? Symbol{FillSymbol{kNoData, FillPattern::hatched, kNoData, 0.2}}
                                 : Symbol{marker(MarkerShape::circle, 1.4, kNoData)}});
  style.value_maps = {changes};
  style.display = "\"key\"";
  style.map_tip = fmt::format(
      "[% represent_value(\"change\") %]<br/>[% round(\"inhabitants\", 1) %] {}<br/>{}: [% "
      "coalesce(\"time_before_min\", "
      "'-') %] &rarr; [% coalesce(\"time_min\", '-') %] min",
      words("inwoners", "inhabitants"), words("reistijd", "travel time"));
  return style;
}

/// One a scenario and mode, so that what lies over each other can be told apart.
std::vector<LayerView> views_of(const Results& results, const ChangedCells& cells, const Words& words) {
  std::vector<LayerView> views;
  std::size_t scenario = results.scenarios.size();
  std::size_t mode = 0;
  for (const ChangedCell& cell : *cells) {
    if (cell.scenario == scenario && cell.mode == mode) continue;
    scenario = cell.scenario;
    mode = cell.mode;
    const access::ModeAccess& access = results.scenarios[scenario].access[mode];
    views.push_back({.group = Group::scenario,
                     .draw_rank = DrawRank::reach,
                     .title = fmt::format("{}: {} {} min {}", one_line(words(results.scenarios[scenario].name)),
                                          words("winst en verlies binnen", "gained and lost within"),
                                          access.norm.count() / 600, model::label_of(access.mode, words.language())),
                     .filter = fmt::format("\"scenario_number\" = {} AND {}", scenario + 1,
                                           equals("mode", model::name_of(access.mode)))});
  }
  return views;
}

/// Whether it has a travel time today: future people have none.
bool has_before(const Results& results, const ChangedCell& cell) {
  return cell.row < results.demand.size() && cell.mode < results.access.size();
}

Value minutes_to(const access::ModeAccess& access, std::size_t row) {
  const std::uint32_t time_ds = access.nearest[row].time_ds;
  return time_ds == access::kUnreachable_ds ? Value{} : real(time_ds / 600.0, 1);
}

void add_travel(LayerTable& table, const Results& results, const ChangedCells& cells) {
  const core::Phrase farther{"Leeg: geen plek binnen twee uur, of onbekend.",
                             "Empty: no place within two hours, or unknown."};
  table.add(
      "time_before_min", FieldType::real, {"Reistijd tot een plek, nu (min)", "Travel time to a place, today (min)"},
      [&results, cells](std::size_t r) {
        const ChangedCell& cell = (*cells)[r];
        return has_before(results, cell) ? minutes_to(results.access[cell.mode], cell.row) : Value{};
      },
      farther);
  table.add(
      "time_min", FieldType::real,
      {"Reistijd tot een plek, in het scenario (min)", "Travel time to a place, in the scenario (min)"},
      [&results, cells](std::size_t r) {
        const ChangedCell& cell = (*cells)[r];
        return minutes_to(results.scenarios[cell.scenario].access[cell.mode], cell.row);
      },
      farther);
  table.add("place_before", FieldType::text, {"Dichtstbijzijnde plek, nu", "Nearest place, today"},
            [&results, cells](std::size_t r) {
              const ChangedCell& cell = (*cells)[r];
              if (!has_before(results, cell)) return Value{};
              const auto& nearest = results.access[cell.mode].nearest[cell.row];
              return nearest.time_ds == access::kUnreachable_ds ? Value{}
                                                                : text(results.existing_places.name[nearest.site]);
            });
  table.add("place", FieldType::text, {"Dichtstbijzijnde plek, in het scenario", "Nearest place, in the scenario"},
            [&results, cells](std::size_t r) {
              const ChangedCell& cell = (*cells)[r];
              const ScenarioResult& scenario = results.scenarios[cell.scenario];
              const auto& nearest = scenario.access[cell.mode].nearest[cell.row];
              return nearest.time_ds == access::kUnreachable_ds ? Value{} : text(scenario.places.name[nearest.site]);
            });
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto cells = changed_cells(results);
  const double size_m = results.demand.cell_size_m;
  const bool squares = size_m > 0.0;
  LayerTable table(
      words, "scenario_cells", squares ? GeometryType::multipolygon : GeometryType::point,
      {"Scenario's: waar men wint en verliest", "Scenarios: where people gain and lose"},
      {"Waar mensen in een scenario een plek binnen de norm krijgen of kwijtraken, en waar toekomstige "
       "inwoners komen. Waar niets verandert, staat niets.",
       "Where people gain or lose a place within the norm in a scenario, and where future inhabitants come. "
       "Where nothing changes there is nothing."});
  table.add("scenario_number", FieldType::integer, {"Nummer", "Number"},
            [cells](std::size_t r) { return Value{static_cast<std::int64_t>((*cells)[r].scenario + 1)}; });
  table.add("scenario", FieldType::text, {"Scenario", "Scenario"}, [&results, cells, words](std::size_t r) {
    return text(words(results.scenarios[(*cells)[r].scenario].name));
  });
  table.add("mode", FieldType::text, {"Vervoerswijze", "Mode"}, [&results, cells](std::size_t r) {
    return text(model::name_of(results.scenarios[(*cells)[r].scenario].access[(*cells)[r].mode].mode));
  });
  table.add("change", FieldType::text, {"Wat er verandert", "What changes"}, [&results, cells](std::size_t r) {
    const ChangedCell& cell = (*cells)[r];
    return text(name_of(results.scenarios[cell.scenario].service[cell.mode].rows[cell.row]));
  });
  table.add("key", FieldType::text, {"Sleutel", "Key"}, [&results, cells](std::size_t r) {
    const DemandRow at = demand_row(results, (*cells)[r]);
    return text(at.demand.key[at.row]);
  });
  table.add("municipality_code", FieldType::text, {"Gemeentecode", "Municipality code"},
            [&results, cells](std::size_t r) {
              const DemandRow at = demand_row(results, (*cells)[r]);
              return text(municipality_code(results, at.demand.municipality[at.row]));
            });
  table.add("inhabitants", FieldType::real, {"Inwoners (personen)", "Inhabitants (people)"},
            [&results, cells](std::size_t r) {
              const DemandRow at = demand_row(results, (*cells)[r]);
              return real(at.demand.inhabitants[at.row], 6);
            });
  table.add("target", FieldType::real, {"20-40-jarigen (personen)", "People of 20-40 (people)"},
            [&results, cells](std::size_t r) {
              const DemandRow at = demand_row(results, (*cells)[r]);
              return real(at.demand.target[at.row], 6);
            });
  add_travel(table, results, cells);
  table.set_rows(cells->size(), [&results, cells, squares, size_m](std::size_t r) -> Geometry {
    const DemandRow at = demand_row(results, (*cells)[r]);
    const geo::Point place = at.demand.place[at.row];
    if (!squares) return place;
    return geo::MultiPolygon{geo::rectangle(geo::Box{place.x_m, place.y_m, place.x_m, place.y_m}.grown(size_m / 2.0))};
  });
  return {.order = 47,
          .table = std::move(table),
          .style = style_of(words, squares),
          .views = views_of(results, cells, words)};
}

}  // namespace trek::publish::detail::layers::scenario_cells
