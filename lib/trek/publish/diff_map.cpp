#include "trek/publish/diff_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <utility>

#include "trek/publish/detail/layer_symbols.hpp"
#include "trek/publish/detail/qgis_text.hpp"
#include "trek/publish/detail/written_map.hpp"
#include "trek/publish/site_words.hpp"

namespace trek::publish {
namespace {

using detail::DrawRank;
using detail::LayerTable;
using detail::marker;
using detail::real;
using detail::text;
using detail::Words;

constexpr std::size_t kListedMoves = 12;  // sites on the sheet

/// What a site does, as a code: the classes of its style.
const char* course_of(const SiteMove& move) {
  if (move.presence == Presence::a_only) return "a_only";
  if (move.presence == Presence::b_only) return "b_only";
  if (move.rank_a.has_value() != move.rank_b.has_value()) return move.rank_b ? "ranked_again" : "excluded";
  const int risen = move.risen().value_or(0);
  if (risen == 0) return "same_rank";
  if (move.cause == MoveCause::none) return "by_others";
  return risen > 0 ? "risen" : "fallen";
}

LayerStyle site_style(const Words& words) {
  LayerStyle style;
  style.name = words("Rang gestegen of gedaald", "Rank risen or fallen");
  ValueMap courses{"course", {}};
  const auto add = [&](const char* code, const std::string& label, const MarkerSymbol& symbol) {
    style.rules.push_back({label, detail::equals("course", code), symbol});
    courses.words.emplace_back(code, label);
  };
  const Color ink{30, 30, 30};
  add("risen", words("Gestegen", "Risen"), marker(MarkerShape::triangle, 2.6, detail::kBlue, ink));
  add("fallen", words("Gedaald", "Fallen"), marker(MarkerShape::square, 2.2, detail::kVermilion, ink));
  add("b_only", words("Alleen in B", "In B only"), marker(MarkerShape::diamond, 2.8, detail::kSky, ink));
  add("a_only", words("Alleen in A", "In A only"), marker(MarkerShape::diamond, 2.8, detail::kOrange, ink));
  add("ranked_again", words("Doet weer mee", "Ranked again"), marker(MarkerShape::triangle, 2.6, detail::kGreen, ink));
  add("excluded", words("Afgevallen", "Excluded"), marker(MarkerShape::cross, 2.6, detail::kPink, detail::kPink, 0.6));
  add("by_others", words("Andere rang, doordat andere locaties bewogen", "Another rank, since other sites moved"),
      marker(MarkerShape::circle, 1.6, Color{200, 215, 230}, detail::kDark, 0.1));
  add("same_rank", words("Zelfde rang", "Same rank"), marker(MarkerShape::circle, 1.2, kNoData, detail::kDark, 0.1));
  style.rules.push_back(detail::rest_rule(words));
  style.labels = {{.expression = detail::said_name_expression("coalesce(\"name\", \"key\")", detail::Town::left_out),
                   .filter = "(\"rank_a\" <= 25 OR \"rank_b\" <= 25) AND \"course\" NOT IN ('same_rank', 'by_others')",
                   .size_pt = 7.0}};
  style.value_maps = {courses};
  style.display = "\"name\"";
  style.map_tip = fmt::format(
      "<b>[% \"name\" %]</b><br/>{} [% coalesce(\"rank_a\", '-') %] &rarr; [% coalesce(\"rank_b\", "
      "'-') %]<br/>[% coalesce(\"leading_criterion\", '') %]",
      words("rang", "rank"));
  return style;
}

Value whole_of(const std::optional<int>& number) { return number ? Value{std::int64_t{*number}} : Value{}; }

detail::Layer site_layer(const ResultDiff& diff, const Words& words) {
  const auto& sites = diff.sites;
  LayerTable table(words, "moved_sites", GeometryType::point,
                   {"Locaties en hun rang in A en B", "Sites and their rank in A and B"},
                   {"Rang en score in beide uitkomsten, en het criterium dat de locatie het meest verschoof.",
                    "Rank and score in both outputs, and the criterion that moved the site most."});
  const auto add_text = [&](const char* name, const core::Phrase& title, auto value) {
    table.add(name, FieldType::text, title, [&sites, value](std::size_t r) { return text(value(sites[r])); });
  };
  using Move = const SiteMove&;
  add_text("key", {"Sleutel", "Key"}, [](Move move) { return move.key; });
  add_text("name", {"Naam", "Name"}, [](Move move) { return move.name; });
  add_text("municipality", {"Gemeente", "Municipality"}, [](Move move) { return move.municipality; });
  add_text("course", {"Wat de rang doet", "What the rank does"},
           [](Move move) { return std::string{course_of(move)}; });
  table.add("rank_a", FieldType::integer, {"Rang in A", "Rank in A"},
            [&sites](std::size_t r) { return whole_of(sites[r].rank_a); });
  table.add("rank_b", FieldType::integer, {"Rang in B", "Rank in B"},
            [&sites](std::size_t r) { return whole_of(sites[r].rank_b); });
  table.add("risen", FieldType::integer, {"Plaatsen gestegen", "Places risen"},
            [&sites](std::size_t r) { return whole_of(sites[r].risen()); });
  table.add("score_low_a", FieldType::real, {"Score in A, ondergrens (0-1)", "Score in A, lower bound (0-1)"},
            [&sites](std::size_t r) { return real(sites[r].low_a, 4); });
  table.add("score_low_b", FieldType::real, {"Score in B, ondergrens (0-1)", "Score in B, lower bound (0-1)"},
            [&sites](std::size_t r) { return real(sites[r].low_b, 4); });
  add_text("leading_criterion", {"Criterium dat de locatie het meest verschoof", "Criterion that moved the site most"},
           [](Move move) { return move.leading; });
  table.add("leading_change", FieldType::real, {"En hoeveel (score)", "And by how much (score)"},
            [&sites](std::size_t r) { return sites[r].leading.empty() ? Value{} : real(sites[r].leading_change, 4); });
  add_text("cause", {"Waardoor", "Through what"}, [words](Move move) { return words(label_of(move.cause)); });
  table.set_rows(sites.size(), [&sites](std::size_t r) { return detail::shape_of(sites[r].place); });
  return {.order = 1,
          .table = std::move(table),
          .style = site_style(words),
          .views = {{.draw_rank = DrawRank::best}},
          .frame_rank = 1};
}

LayerStyle cell_style(const Words& words) {
  LayerStyle style;
  style.name = words("Wie er wint en verliest", "Who gains and loses");
  ValueMap changes{"change", {}};
  const auto add = [&](CellChange::Change change, const std::string& label, Color color, FillPattern pattern) {
    style.rules.push_back({label, detail::equals("change", name_of(change)), FillSymbol{color, pattern, color, 0.2}});
    changes.words.emplace_back(name_of(change), label);
  };
  using Change = CellChange::Change;
  add(Change::gained, words("Krijgt een plek binnen de norm", "Gains a place within the norm"), detail::kBlue,
      FillPattern::solid);
  add(Change::lost, words("Raakt zijn plek binnen de norm kwijt", "Loses its place within the norm"),
      detail::kVermilion, FillPattern::solid);
  add(Change::b_only, words("Inwoners alleen in B", "Inhabitants in B only"), detail::kSky, FillPattern::hatched);
  add(Change::a_only, words("Inwoners alleen in A", "Inhabitants in A only"), detail::kOrange, FillPattern::hatched);
  style.rules.push_back(
      {words("onbekend", "unknown"), std::string{kElse}, FillSymbol{kNoData, FillPattern::hatched, kNoData, 0.2}});
  style.value_maps = {changes};
  style.display = "\"key\"";
  style.map_tip =
      "[% represent_value(\"change\") %]<br/>[% round(\"inhabitants\", 1) %] " + words("inwoners", "inhabitants");
  return style;
}

/// What is drawn of a point: a square of this size around it.
constexpr double kPoint_m = 100.0;

Geometry cell_shape(const geo::Box& box) {
  if (box.empty()) return {};
  const double size_m = std::max(box.max_x_m - box.min_x_m, box.max_y_m - box.min_y_m);
  return geo::MultiPolygon{geo::rectangle(size_m < 1.0 ? box.grown(kPoint_m / 2.0) : box)};
}

detail::Layer cell_layer(const ResultDiff& diff, const Words& words) {
  const auto& cells = diff.cells;
  LayerTable table(
      words, "changed_cells", GeometryType::multipolygon, {"Waar bediening verandert", "Where service changes"},
      {"Waar mensen in B wel en in A niet een plek binnen de norm hebben, of omgekeerd; en inwoners die maar in "
       "een van de twee staan.",
       "Where people have a place within the norm in B and not in A, or the reverse; and inhabitants that "
       "stand in one of the two alone."});
  const auto add_text = [&](const char* name, const core::Phrase& title, auto value) {
    table.add(name, FieldType::text, title, [&cells, value](std::size_t r) { return text(value(cells[r])); });
  };
  using Cell = const CellChange&;
  add_text("key", {"Sleutel", "Key"}, [](Cell cell) { return cell.key; });
  add_text("mode", {"Vervoerswijze", "Mode"}, [](Cell cell) { return cell.mode; });
  add_text("change", {"Wat er verandert", "What changes"}, [](Cell cell) { return std::string{name_of(cell.change)}; });
  add_text("municipality_code", {"Gemeentecode", "Municipality code"},
           [](Cell cell) { return cell.municipality_code; });
  table.add("inhabitants", FieldType::real, {"Inwoners (personen)", "Inhabitants (people)"},
            [&cells](std::size_t r) { return real(cells[r].inhabitants, 2); });
  table.add("target", FieldType::real, {"20-40-jarigen (personen)", "People of 20-40 (people)"},
            [&cells](std::size_t r) { return real(cells[r].target, 2); });
  table.add("time_a_min", FieldType::real, {"Reistijd tot een plek in A (min)", "Travel time to a place in A (min)"},
            [&cells](std::size_t r) { return real(cells[r].time_a_min, 1); });
  table.add("time_b_min", FieldType::real, {"Reistijd tot een plek in B (min)", "Travel time to a place in B (min)"},
            [&cells](std::size_t r) { return real(cells[r].time_b_min, 1); });
  add_text("place_a", {"Dichtstbijzijnde plek in A", "Nearest place in A"}, [](Cell cell) { return cell.place_a; });
  add_text("place_b", {"Dichtstbijzijnde plek in B", "Nearest place in B"}, [](Cell cell) { return cell.place_b; });
  table.set_rows(cells.size(), [&cells](std::size_t r) { return cell_shape(cells[r].box); });
  return {.order = 2,
          .table = std::move(table),
          .style = cell_style(words),
          .views = {{.draw_rank = DrawRank::reach}},
          .frame_rank = 2};
}

/// Where one is on the map: outlines with names, under all else.
detail::Layer area_layer(const ResultDiff& diff, const Words& words) {
  const auto& areas = diff.areas;
  LayerTable table(
      words, "municipality_outlines", GeometryType::multipolygon, {"Gemeenten", "Municipalities"},
      {"Grenzen van de gemeenten, om te zien waar men is.", "Boundaries of the municipalities, to see where one is."});
  table.add("code", FieldType::text, {"Gemeentecode", "Municipality code"},
            [&areas](std::size_t r) { return text(areas[r].code); });
  table.add("name", FieldType::text, {"Gemeente", "Municipality"},
            [&areas](std::size_t r) { return text(areas[r].name); });
  table.set_rows(areas.size(), [&areas](std::size_t r) { return Geometry{areas[r].shape}; });
  auto style = detail::named_style(words("Grenzen", "Boundaries"),
                                   {{words("Gemeente", "Municipality"), "",
                                     FillSymbol{{246, 247, 249}, FillPattern::solid, {150, 160, 172}, 0.35}}});
  style.labels = {detail::municipality_label()};
  return {.order = 5,
          .table = std::move(table),
          .style = std::move(style),
          .views = {{.draw_rank = DrawRank::coverage}},
          .frame_rank = 0};
}

detail::Layer service_layer(const ResultDiff& diff, const Words& words) {
  const auto& rows = diff.service;
  LayerTable table(words, "service_changes", GeometryType::none,
                   {"Bediend per gemeente, in A en B", "Served by municipality, in A and B"},
                   {"Per gebied en vervoerswijze het deel met een plek binnen de norm.",
                    "By area and mode the share with a place within the norm."});
  table.add("municipality_code", FieldType::text, {"Gemeentecode", "Municipality code"},
            [&rows](std::size_t r) { return text(rows[r].area); },
            {"Leeg: de regio als geheel.", "Empty: the region as a whole."});
  table.add("municipality", FieldType::text, {"Gemeente", "Municipality"}, [&rows, words](std::size_t r) {
    return rows[r].area.empty() ? text(words("hele regio", "whole region")) : text(rows[r].name);
  });
  table.add("mode", FieldType::text, {"Vervoerswijze", "Mode"}, [&rows](std::size_t r) { return text(rows[r].mode); });
  const auto add = [&](const char* name, const core::Phrase& title, std::optional<double> ServiceDiff::*part) {
    table.add(name, FieldType::real, title, [&rows, part](std::size_t r) { return real(rows[r].*part, 4); });
  };
  add("served_share_a", {"Bediend in A (aandeel 0-1)", "Served in A (share 0-1)"}, &ServiceDiff::served_a);
  add("served_share_b", {"Bediend in B (aandeel 0-1)", "Served in B (share 0-1)"}, &ServiceDiff::served_b);
  add("target_served_share_a", {"20-40-jarigen bediend in A (aandeel 0-1)", "People of 20-40 served in A (share 0-1)"},
      &ServiceDiff::target_served_a);
  add("target_served_share_b", {"20-40-jarigen bediend in B (aandeel 0-1)", "People of 20-40 served in B (share 0-1)"},
      &ServiceDiff::target_served_b);
  table.set_rows(rows.size());
  return {.order = 3, .table = std::move(table), .views = {detail::LayerView{}}};
}

detail::Layer why_layer(const ResultDiff& diff, const Words& words) {
  const auto& why = diff.why;
  LayerTable table(
      words, "why", GeometryType::none, {"Waarop A en B verschillend rusten", "What A and B rest on differently"},
      {"Versies, opties en bronnen die niet gelijk zijn.", "Versions, options and sources that are not the same."});
  table.add("kind", FieldType::text, {"Soort", "Kind"}, [&why](std::size_t r) { return text(name_of(why[r].kind)); });
  table.add("what", FieldType::text, {"Wat", "What"}, [&why](std::size_t r) { return text(why[r].what); });
  table.add("a", FieldType::text, {"In A", "In A"}, [&why](std::size_t r) { return text(why[r].a); });
  table.add("b", FieldType::text, {"In B", "In B"}, [&why](std::size_t r) { return text(why[r].b); });
  table.set_rows(why.size());
  return {.order = 4, .table = std::move(table), .views = {detail::LayerView{}}};
}

/// The sites that rose or fell most.
std::string largest_moves(const ResultDiff& diff) {
  std::vector<const SiteMove*> moved;
  for (const SiteMove& move : diff.sites) {
    if (move.risen().value_or(0) != 0) moved.push_back(&move);
  }
  std::ranges::stable_sort(moved, std::greater<>{}, [](const SiteMove* move) { return std::abs(*move->risen()); });
  moved.resize(std::min(moved.size(), kListedMoves));
  std::string lines;
  for (const SiteMove* const move : moved)
    lines += fmt::format("{}{} → {}  {}", lines.empty() ? "" : "\n", *move->rank_a, *move->rank_b,
                         detail::one_line(move->name.empty() ? move->key : without_postcode(move->name)));
  return lines;
}

}  // namespace

void write_diff_map(const MapHead& head, const ResultDiff& diff, const MapTarget& target,
                    const core::Control& control) {
  const Words words{head.language};
  auto layers = detail::in_one_group({site_layer(diff, words), cell_layer(diff, words), area_layer(diff, words),
                                      service_layer(diff, words), why_layer(diff, words)});
  auto subtitle = words("Wat er tussen twee uitkomsten verschilt.", "What differs between two outputs.");
  if (!head.notice.empty()) subtitle += " " + words(head.notice);
  const MapSheet sheet{words(head.title), std::move(subtitle),
                       words("Meest verschoven locaties", "Sites that moved most"), largest_moves(diff),
                       detail::made_on(head)};
  detail::write_map(head, std::move(layers), sheet, {}, target, control);
}

}  // namespace trek::publish
