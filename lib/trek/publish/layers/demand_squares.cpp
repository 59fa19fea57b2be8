#include "trek/publish/detail/demand_squares.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "trek/publish/detail/demand_style.hpp"
#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"

namespace trek::publish::detail::layers::demand_squares {
namespace {

constexpr int kPeopleDecimals = 6;  // as in the layer of single cells: sums over all squares come out alike
constexpr Color kWhite{255, 255, 255};

using Squares = std::shared_ptr<const std::vector<DemandSquare>>;

/// Sums over the people of a square by one mode.
struct SquareAccess {
  double known = 0.0;
  double served = 0.0;
  double unknown = 0.0;
};

SquareAccess access_of(const DemandSquare& square, const access::ModeAccess& access, const model::Demand& demand) {
  SquareAccess sums;
  for (const std::uint32_t row : square.rows) {
    const double people = demand.inhabitants[row];
    (access.connected[row] != 0 ? sums.known : sums.unknown) += people;
    if (access.served(row)) sums.served += people;
  }
  return sums;
}

class SquareColumns {
 public:
  SquareColumns(LayerTable& table, const Results& results, Squares squares, const Words& words)
      : table_{table}, results_{results}, squares_{std::move(squares)}, words_{words} {}

  void add_people() {
    const model::Demand& demand = results_.demand;
    const auto sum = [&](const char* name, const core::Phrase& title, auto of_row, int decimals) {
      add(name, title, [of_row, decimals](const DemandSquare& square) {
        double all = 0.0;
        for (const std::uint32_t row : square.rows) all += of_row(row);
        return real(all, decimals);
      });
    };
    sum(
        "inhabitants", {"Inwoners (personen)", "Inhabitants (people)"},
        [&demand](std::uint32_t row) { return demand.inhabitants[row]; }, kPeopleDecimals);
    add("target", {"20-40-jarigen, voor zover bekend (personen)", "People of 20-40, as far as known (people)"},
        [&demand](const DemandSquare& square) {
          std::optional<double> all;
          for (const std::uint32_t row : square.rows) {
            if (demand.target[row]) all = all.value_or(0.0) + *demand.target[row];
          }
          return real(all, kPeopleDecimals);
        });
    sum(
        "target_unknown_inhabitants",
        {"Inwoners zonder bekende leeftijd (personen)", "Inhabitants of unknown age (people)"},
        [&demand](std::uint32_t row) { return demand.target[row] ? 0.0 : demand.inhabitants[row]; }, kPeopleDecimals);
    sum(
        "target_low", {"20-40-jarigen, minstens (personen)", "People of 20-40, at least (people)"},
        [&demand](std::uint32_t row) { return demand.target_at_least(row); }, 2);
    sum(
        "target_high", {"20-40-jarigen, hoogstens (personen)", "People of 20-40, at most (people)"},
        [&demand](std::uint32_t row) { return demand.target_at_most(row); }, 2);
    sum(
        "target_estimated", {"Daarvan geschat (personen)", "Estimated of these (people)"},
        [&demand](std::uint32_t row) {
          return demand.target_estimated[row] != 0 ? demand.target[row].value_or(0.0) : 0.0;
        },
        2);
  }

  void add_access(const access::ModeAccess& access) {
    const model::Demand& demand = results_.demand;
    const auto mode = model::name_of(access.mode);
    const auto by = fmt::format(", {}", model::label_of(access.mode, words_.language()));
    add(fmt::format("served_share_{}", mode),
        words_("Inwoners met een plek binnen de norm (aandeel 0-1)",
               "Inhabitants with a place within the norm (share 0-1)") +
            by,
        [&access, &demand](const DemandSquare& square) {
          const SquareAccess sums = access_of(square, access, demand);
          return sums.known > 0.0 ? real(std::min(sums.served / sums.known, 1.0), 4) : Value{};
        });
    add(fmt::format("unknown_inhabitants_{}", mode),
        words_("Inwoners zonder bekende reistijd (personen)", "Inhabitants without a known travel time (people)") + by,
        [&access, &demand](const DemandSquare& square) {
          return real(access_of(square, access, demand).unknown, kPeopleDecimals);
        });
  }

  void add_measure(const Measure& measure) {
    const int decimals = std::max(measure.decimals, 1);
    const auto part = [&](const char* ending, const core::Phrase& meaning, std::optional<double> PeopleSpread::*of) {
      add(measure.id + ending, with_unit(words_(measure.label) + words_(meaning), words_(measure.unit)),
          [&measure, of, decimals, this_demand = &results_.demand](const DemandSquare& square) {
            return real(people_spread(measure, *this_demand, square.rows).*of, decimals);
          });
    };
    const auto people = [&](const char* ending, const core::Phrase& meaning, double PeopleSpread::*of) {
      add(measure.id + ending, words_(measure.label) + words_(meaning),
          [&measure, of, this_demand = &results_.demand](const DemandSquare& square) {
            return real(people_spread(measure, *this_demand, square.rows).*of, kPeopleDecimals);
          });
    };
    part("", {", gemiddeld over de inwoners", ", mean over the inhabitants"}, &PeopleSpread::mean);
    part("_least", {", minstens", ", at least"}, &PeopleSpread::least);
    part("_most", {", hoogstens", ", at most"}, &PeopleSpread::most);
    if (measure.limit)
      people("_beyond_inhabitants", {": verder dan gezocht (personen)", ": farther than was searched (people)"},
             &PeopleSpread::beyond);
    people("_unknown_inhabitants", {": onbekend (personen)", ": unknown (people)"}, &PeopleSpread::unknown);
  }

 private:
  template <class Of>
  void add(const std::string& name, const core::Phrase& title, Of of) {
    table_.add(name, FieldType::real, title, [squares = squares_, of](std::size_t row) { return of((*squares)[row]); });
  }

  LayerTable& table_;
  const Results& results_;
  Squares squares_;
  Words words_;
};

Symbol square_symbol(Color color) { return FillSymbol{color, FillPattern::solid, kWhite, 0.0}; }

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const double size_m = results.output_cells_m;
  const auto squares = std::make_shared<const std::vector<DemandSquare>>(
      size_m > 0.0 ? detail::demand_squares(results.demand, size_m) : std::vector<DemandSquare>{});
  LayerTable table(
      words, "demand_squares", GeometryType::multipolygon,
      {"Inwoners en hun bereik, in grotere vierkanten", "Inhabitants and their access, in larger squares"},
      {"Waar mensen wonen, en hoe ver het naar een bestaande plek is. Alles is per punt of cel berekend en hier "
       "opgeteld of, naar inwoners, gemiddeld: een vierkant op een gemeentegrens staat er per gemeente.",
       "Where people live, and how far an existing place is. All was computed for each point or cell, and is summed "
       "here or averaged over its inhabitants: a square on a border stands here for each municipality."});
  table.add("key", FieldType::text, {"Sleutel", "Key"}, [squares, &results](std::size_t row) {
    const DemandSquare& square = (*squares)[row];
    const std::string code = municipality_code(results, square.municipality);
    return text(square_code(square.corner) + (code.empty() ? "" : "-" + code));
  });
  table.add(
      "municipality_code", FieldType::text, {"Gemeentecode", "Municipality code"},
      [squares, &results](std::size_t row) { return text(municipality_code(results, (*squares)[row].municipality)); });
  table.add("cell_count", FieldType::integer, {"Punten of cellen (aantal)", "Points or cells (count)"},
            [squares](std::size_t row) { return whole(static_cast<std::int64_t>((*squares)[row].rows.size())); });
  SquareColumns columns{table, results, squares, words};
  columns.add_people();
  for (const Measure& measure : results.demand_measures) columns.add_measure(measure);
  for (const access::ModeAccess& access : results.access) columns.add_access(access);
  table.set_rows(squares->size(), [squares, size_m](std::size_t row) -> Geometry {
    const geo::Point corner = (*squares)[row].corner;
    return geo::MultiPolygon{
        geo::rectangle(geo::Box{corner.x_m, corner.y_m, corner.x_m + size_m, corner.y_m + size_m})};
  });
  const auto classes = column_classes(table, demand_column(results), head.style);
  return {.order = 41,
          .table = std::move(table),
          .style = demand_style(classes, square_symbol, words),
          .views = {{.group = Group::reach, .draw_rank = DrawRank::reach}},
          .frame_rank = 4,
          .classes = {classes}};
}

}  // namespace trek::publish::detail::layers::demand_squares
