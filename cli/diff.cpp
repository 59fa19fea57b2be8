#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <nlohmann/json.hpp>

#include "kept_content.hpp"
#include "options.hpp"
#include "printing.hpp"
#include "told_output.hpp"
#include "trek/core/target_file.hpp"
#include "trek/project/timestamp.hpp"
#include "trek/publish/diff_map.hpp"
#include "trek/publish/geopackage.hpp"
#include "words.hpp"

namespace trek::cli {
namespace {

using DiffNumber = ResultTable::Number;
using publish::ResultDiff;
using publish::SiteMove;

enum class DiffPart { all, why, sites, modes, areas };
const Choices<DiffPart> kDiffParts{{"all", DiffPart::all},
                                   {"why", DiffPart::why},
                                   {"sites", DiffPart::sites},
                                   {"modes", DiffPart::modes},
                                   {"areas", DiffPart::areas}};

struct DiffArguments {
  std::filesystem::path a;
  std::filesystem::path b;
  OutputFile output;
  DiffPart part = DiffPart::all;
  int site_count = 20;
  model::Language language = model::Language::en;
  SharedOptions shared;

  void declare(Arguments& all) {
    all.add("A", a, {"An output of trek run: before", "2025.gpkg"});
    all.add("B", b, {"Another one, of the same region: after", "2026.gpkg"});
    output.declare(all, "-o,--output", {"GeoPackage to write: what differs, as a map", "diff.gpkg", "none"});
    all.add("--of", part, kDiffParts, {"What to show; CSV has one of them, sites for all"});
    all.add("--sites", site_count, {0, 1'000'000}, {"How many moved sites to list, those that moved most"});
    all.add("--lang", language, languages(), {"Language of what is told, and of the map"});
    shared.add_progress(all).add_format(all);
  }
};

ResultTable::Cell diff_cell(const std::optional<double>& number, int decimals) {
  return number ? ResultTable::Cell{DiffNumber{*number, decimals}} : ResultTable::Cell{};
}

ResultTable::Cell diff_cell(const std::optional<int>& number) {
  return number ? ResultTable::Cell{std::int64_t{*number}} : ResultTable::Cell{};
}

ResultTable why_table(const ResultDiff& diff, const Words& words) {
  ResultTable table{{{"kind", words("soort", "kind")},
                     {"what", words("wat", "what")},
                     {"a", words("in A", "in A")},
                     {"b", words("in B", "in B")}}};
  const auto kind = [&](publish::Difference::Kind of) {
    switch (of) {
      case publish::Difference::Kind::method:
        return words("methode", "method");
      case publish::Difference::Kind::option:
        return words("optie", "option");
      case publish::Difference::Kind::input:
        return words("bron", "input");
    }
    return std::string{};
  };
  for (const publish::Difference& one : diff.why) table.add({kind(one.kind), one.what, one.a, one.b});
  return table;
}

/// How far a site moved, for the order: what only one of the two has comes first.
int distance_of(const SiteMove& move) {
  constexpr int kFarther = 1'000'000'000;
  if (move.presence != publish::Presence::both || move.rank_a.has_value() != move.rank_b.has_value()) return kFarther;
  return std::abs(move.risen().value_or(0));
}

std::vector<const SiteMove*> moved_sites(const ResultDiff& diff, std::size_t most) {
  std::vector<const SiteMove*> moved;
  for (const SiteMove& move : diff.sites) {
    if (move.moved()) moved.push_back(&move);
  }
  std::ranges::stable_sort(moved, std::greater<>{}, [](const SiteMove* move) { return distance_of(*move); });
  moved.resize(std::min(moved.size(), most));
  return moved;
}

std::string presence_text(publish::Presence presence, const Words& words) {
  switch (presence) {
    case publish::Presence::both:
      return words("beide", "both");
    case publish::Presence::a_only:
      return words("alleen A", "A only");
    case publish::Presence::b_only:
      return words("alleen B", "B only");
  }
  return {};
}

ResultTable site_table(const ResultDiff& diff, std::size_t most, const Words& words) {
  ResultTable table{{{"site", words("locatie", "site")},
                     {"name", words("naam", "name")},
                     {"in", words("in", "in")},
                     {"rank_a", words("rang A", "rank A")},
                     {"rank_b", words("rang B", "rank B")},
                     {"risen", words("gestegen", "risen")},
                     {"score_low_a", words("score A", "score A")},
                     {"score_low_b", words("score B", "score B")},
                     {"leading_criterion", words("meest door", "mostly by")},
                     {"leading_change", words("verschil", "change")},
                     {"cause", words("waardoor", "through")}}};
  for (const SiteMove* const move : moved_sites(diff, most)) {
    const bool led = !move->leading.empty();
    table.add({move->key, move->name, presence_text(move->presence, words), diff_cell(move->rank_a),
               diff_cell(move->rank_b), diff_cell(move->risen()), diff_cell(move->low_a, 3), diff_cell(move->low_b, 3),
               move->leading, led ? ResultTable::Cell{DiffNumber{move->leading_change, 3}} : ResultTable::Cell{},
               move->presence == publish::Presence::both
                   ? words(label_of(move->cause).dutch(), label_of(move->cause).en)
                   : std::string{}});
  }
  return table;
}

ResultTable mode_table(const ResultDiff& diff, const Words& words) {
  ResultTable table{{{"mode", words("vervoer", "mode")},
                     {"people_gained", words("krijgen een plek", "gain a place")},
                     {"people_lost", words("raken hem kwijt", "lose theirs")},
                     {"people_unknown", words("onbekend", "unknown")},
                     {"people_a_only", words("inwoners alleen in A", "inhabitants in A only")},
                     {"people_b_only", words("inwoners alleen in B", "inhabitants in B only")},
                     {"cells_in_both", words("cellen in beide", "cells in both")}}};
  for (const publish::ModeChange& mode : diff.modes) {
    table.add({mode.mode, DiffNumber{mode.gained, 0}, DiffNumber{mode.lost, 0}, DiffNumber{mode.unknown, 0},
               DiffNumber{mode.a_only, 0}, DiffNumber{mode.b_only, 0}, static_cast<std::int64_t>(mode.cell_count)});
  }
  return table;
}

bool is_otherwise(const publish::ServiceDiff& row) {
  return row.served_a != row.served_b || row.target_served_a != row.target_served_b;
}

ResultTable area_table(const ResultDiff& diff, bool all, const Words& words) {
  ResultTable table{{{"municipality_code", words("code", "code")},
                     {"municipality", words("gemeente", "municipality")},
                     {"mode", words("vervoer", "mode")},
                     {"served_share_a", words("bediend A", "served A")},
                     {"served_share_b", words("bediend B", "served B")},
                     {"target_served_share_a", words("20-40 A", "20-40 A")},
                     {"target_served_share_b", words("20-40 B", "20-40 B")}}};
  for (const publish::ServiceDiff& row : diff.service) {
    if (!all && !is_otherwise(row)) continue;
    table.add({row.area, row.area.empty() ? words("hele regio", "whole region") : row.name, row.mode,
               diff_cell(row.served_a, 3), diff_cell(row.served_b, 3), diff_cell(row.target_served_a, 3),
               diff_cell(row.target_served_b, 3)});
  }
  return table;
}

void print_diff(const ResultDiff& diff, std::size_t most, const Words& words) {
  if (diff.why.empty()) {
    print_line("{}", words("A en B rusten op dezelfde bronnen, opties en methode.",
                           "A and B rest on the same inputs, options and method."));
  } else {
    print_line("{}", words("Waarop A en B verschillend rusten:", "What A and B rest on differently:"));
    why_table(diff, words).print(Format::table);
  }
  print_line();
  const std::size_t moved = diff.moved_count();
  print_line("{}: {} {} {}", words("Locaties die verschoven", "Sites that moved"), moved, words("van", "of"),
             diff.sites.size());
  if (moved > 0 && most > 0) site_table(diff, most, words).print(Format::table);
  print_line();
  if (diff.cells_in_squares) {
    print_line("{}",
               words("Wie een plek krijgt of kwijtraakt is per cel niet te zeggen: een van de twee heeft inwoners in "
                     "grotere vierkanten ([output] cells_m).",
                     "Who gains or loses a place cannot be told by cell: one of the two has people in larger "
                     "squares ([output] cells_m)."));
  } else {
    print_line("{}", words("Inwoners die een plek binnen de norm krijgen of kwijtraken:",
                           "Inhabitants who gain or lose a place within the norm:"));
    mode_table(diff, words).print(Format::table);
  }
  if (!std::ranges::any_of(diff.service, is_otherwise)) return;
  print_line();
  print_line("{}", words("Deel met een plek binnen de norm, waar dat verschilt:",
                         "Share with a place within the norm, where it differs:"));
  area_table(diff, false, words).print(Format::table);
}

void print_json_of(const ResultDiff& diff, std::size_t most, const Words& words) {
  auto why = nlohmann::ordered_json::array();
  for (const publish::Difference& one : diff.why)
    why.push_back({{"kind", name_of(one.kind)}, {"what", one.what}, {"a", one.a}, {"b", one.b}});
  auto sites = nlohmann::ordered_json::array();
  const auto number = [](const auto& value) {
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
  };
  for (const SiteMove* const move : moved_sites(diff, most)) {
    sites.push_back({{"site", move->key},
                     {"name", move->name},
                     {"in", name_of(move->presence)},
                     {"rank_a", number(move->rank_a)},
                     {"rank_b", number(move->rank_b)},
                     {"risen", number(move->risen())},
                     {"score_low_a", number(move->low_a)},
                     {"score_low_b", number(move->low_b)},
                     {"leading_criterion", move->leading},
                     {"leading_change", move->leading_change},
                     {"cause", name_of(move->cause)}});
  }
  print_json(nlohmann::ordered_json{{"why", std::move(why)},
                                    {"site_count", diff.sites.size()},
                                    {"moved_count", diff.moved_count()},
                                    {"sites", std::move(sites)},
                                    {"cells_in_squares", diff.cells_in_squares},
                                    {"modes", mode_table(diff, words).json()},
                                    {"areas", area_table(diff, true, words).json()}});
}

void print_part(const ResultDiff& diff, const DiffArguments& arguments, const Words& words) {
  const auto most = static_cast<std::size_t>(arguments.site_count);
  const Format format = arguments.shared.format;
  switch (arguments.part) {
    case DiffPart::why:
      return why_table(diff, words).print(format);
    case DiffPart::sites:
      return site_table(diff, most, words).print(format);
    case DiffPart::modes:
      return mode_table(diff, words).print(format);
    case DiffPart::areas:
      return area_table(diff, true, words).print(format);
    case DiffPart::all:
      break;
  }
  if (format == Format::json) return print_json_of(diff, most, words);
  if (format == Format::csv) return site_table(diff, most, words).print(format);
  print_diff(diff, most, words);
}

/// Named after the two, under the notice of B.
publish::MapHead head_of(const DiffArguments& arguments, const publish::ReadResults& b) {
  publish::MapHead head;
  head.title = fmt::format("{} - {}", arguments.a.stem().string(), arguments.b.stem().string());
  head.notice = b.find_fact("notice");
  head.language = arguments.language;
  if (const std::string crs = b.find_fact("project.crs"); !crs.empty()) head.crs = crs;
  head.timestamp = project::run_timestamp();
  return head;
}

ExitCode diff_outputs(const DiffArguments& arguments) {
  Session session{arguments.shared};
  const auto& [output, overwrite] = arguments.output;
  if (!output.empty()) {  // before any work
    publish::check_file_name(output);
    core::check_target(output, overwrite, std::array{arguments.a, arguments.b});
  }
  const auto a = told_compared(arguments.a, arguments.language);
  const auto b = told_compared(arguments.b, arguments.language);
  const ResultDiff diff = publish::result_diff(a, b);
  if (!output.empty()) {
    const KeptContent kept{output, overwrite};
    publish::write_diff_map(head_of(arguments, b.results), diff, {output, overwrite}, session.control());
    kept.tell(session.console());
    session.console().say(fmt::format("Written: {} (open it in QGIS: project 'trek' inside)", output));
  }
  print_part(diff, arguments, Words{arguments.language});
  return kDone;
}

}  // namespace

Verb diff_verb() {
  return verb("diff", "What differs between two outputs, which sites moved, who gained or lost a place, and why",
              {"trek diff 2025.gpkg 2026.gpkg", "trek diff 2025.gpkg 2026.gpkg --of sites --format csv -o diff.gpkg"},
              diff_outputs);
}

}  // namespace trek::cli
