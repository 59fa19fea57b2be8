#include "trek/publish/result_diff.hpp"

#include <algorithm>

#include "support/catch.hpp"

namespace geo = trek::geo;
namespace publish = trek::publish;
using publish::CellChange;
using publish::Difference;
using publish::MoveCause;
using publish::Presence;

namespace {

/// Two criteria of equal weight; a site is what each of them adds.
struct Output {
  publish::ComparedResults compared;

  Output() {
    compared.results.criteria = {{"reach", "", "", "", "", 0.5, {}}, {"size", "", "", "", "", 0.5, {}}};
    compared.criteria = {{"reach", 10.0, "0=0 100=1"}, {"size", 10.0, "0=0 100=1"}};
    compared.results.run = {{"trek.version", "1.0.0"}, {"mode.foot.norm_min", "15"}, {"sites.count", "3"}};
    compared.sources = {{"cells", "population", "2024", "aaaa"}};
    compared.modes = {"foot"};
  }
  void add_site(const char* key, std::optional<int> rank, double reach, double size) {
    publish::ReadSite site;
    site.key = key;
    site.name = key;
    site.rank = rank;
    site.low = reach + size;
    for (const double part : {reach, size}) {
      publish::ReadMeasure measure;
      measure.raw = measure.raw_low = measure.raw_high = 200.0 * part;
      measure.contribution = measure.contribution_low = part;
      site.measures.push_back(measure);
    }
    compared.results.sites.push_back(std::move(site));
    compared.site_place.emplace_back(geo::Point{1.0, 2.0});
  }
  void add_cell(const char* key, double people, std::optional<bool> served, geo::Box box = {}) {
    publish::StoredCell cell;
    cell.key = key;
    cell.inhabitants = people;
    cell.box = box;
    cell.access = {{served, std::nullopt, ""}};
    compared.cells.push_back(std::move(cell));
  }
};

const publish::SiteMove& move_of(const publish::ResultDiff& diff, const std::string& key) {
  const auto found = std::ranges::find(diff.sites, key, &publish::SiteMove::key);
  REQUIRE(found != diff.sites.end());
  return *found;
}

}  // namespace

TEST_CASE("result_diff: an output against itself", "[publish][unit]") {
  Output a;
  a.add_site("s1", 1, 0.4, 0.3);
  a.add_site("s2", std::nullopt, 0.1, 0.1);
  a.add_cell("c1", 10.0, true);
  a.add_cell("c2", 20.0, std::nullopt);
  const auto diff = publish::result_diff(a.compared, a.compared);
  CHECK(diff.why.empty());
  CHECK(diff.moved_count() == 0);
  CHECK(diff.cells.empty());
  REQUIRE(diff.modes.size() == 1);
  CHECK(diff.modes[0].gained == 0.0);
  CHECK(diff.modes[0].unknown == 20.0);
  CHECK(diff.modes[0].cell_count == 2);
}

TEST_CASE("result_diff: sites by key, with what moved them", "[publish][unit]") {
  Output a;
  a.add_site("stays", 1, 0.4, 0.4);
  a.add_site("overtaken", 2, 0.3, 0.3);
  a.add_site("riser", 3, 0.1, 0.4);
  a.add_site("gone", 4, 0.1, 0.1);
  Output b;
  b.add_site("stays", 1, 0.4, 0.4);
  b.add_site("riser", 2, 0.35, 0.38);
  b.add_site("overtaken", 3, 0.3, 0.3);
  b.add_site("new", 4, 0.1, 0.2);
  const auto diff = publish::result_diff(a.compared, b.compared);
  CHECK(diff.sites.size() == 5);
  CHECK(diff.moved_count() == 4);
  CHECK_FALSE(move_of(diff, "stays").moved());
  const auto& riser = move_of(diff, "riser");
  CHECK(riser.risen() == 1);
  CHECK(riser.leading == "reach");
  CHECK(riser.leading_change == Approx(0.25));
  CHECK(riser.cause == MoveCause::measure);
  const auto& overtaken = move_of(diff, "overtaken");
  CHECK(overtaken.risen() == -1);
  CHECK(overtaken.leading.empty());
  CHECK(overtaken.cause == MoveCause::none);
  CHECK(move_of(diff, "gone").presence == Presence::a_only);
  CHECK_FALSE(move_of(diff, "gone").rank_b);
  CHECK(move_of(diff, "new").presence == Presence::b_only);
}

TEST_CASE("result_diff: weight, anchors or a criterion of one run alone", "[publish][unit]") {
  Output a;
  a.add_site("s", 1, 0.4, 0.3);
  a.add_site("worthless", 2, 0.0, 0.0);  // the middle site: no change of what it adds
  a.add_site("too", 2, 0.0, 0.0);
  Output heavier = a;  // the same value 0.8 at weight 0.75: 0.6; size 0.6 at 0.25: 0.15
  heavier.compared.results.criteria[0].weight_share = 0.75;
  heavier.compared.results.criteria[1].weight_share = 0.25;
  heavier.compared.results.sites[0].measures[0].contribution_low = 0.6;
  heavier.compared.results.sites[0].measures[1].contribution_low = 0.15;
  auto move = publish::result_diff(a.compared, heavier.compared).sites[0];
  CHECK(move.leading == "reach");
  CHECK(move.cause == MoveCause::weight);

  Output anchored = a;  // the same measurement is worth less
  anchored.compared.results.sites[0].measures[0].contribution_low = 0.2;
  move = publish::result_diff(a.compared, anchored.compared).sites[0];
  CHECK(move.cause == MoveCause::anchors);
  CHECK(move.leading_change == Approx(-0.2));

  Output less = a;
  less.compared.results.criteria.pop_back();
  for (publish::ReadSite& site : less.compared.results.sites) site.measures.pop_back();
  move = publish::result_diff(a.compared, less.compared).sites[0];
  CHECK(move.leading == "size");
  CHECK(move.cause == MoveCause::criterion);
}

TEST_CASE("result_diff: what moves all sites alike moves none", "[publish][unit]") {
  // Everyone loses 0.1 of reach; the last one gains 0.02 of size: that is why it rises, though its score falls.
  Output a;
  Output b;
  a.add_site("s1", 1, 0.40, 0.10);
  a.add_site("s2", 2, 0.30, 0.10);
  a.add_site("s3", 3, 0.29, 0.10);
  b.add_site("s1", 1, 0.30, 0.10);
  b.add_site("s3", 2, 0.19, 0.12);
  b.add_site("s2", 3, 0.20, 0.10);
  const auto diff = publish::result_diff(a.compared, b.compared);
  CHECK(move_of(diff, "s3").leading == "size");
  CHECK(move_of(diff, "s3").leading_change == Approx(0.02));
  CHECK(move_of(diff, "s2").cause == MoveCause::none);
  CHECK(diff.moved_count() == 2);
}

TEST_CASE("result_diff: cells by key, else by place; people as B counts them", "[publish][unit]") {
  Output a;
  a.add_cell("c1", 10.0, false);
  a.add_cell("c2", 20.0, true);
  a.add_cell("old name", 30.0, false, {0.0, 0.0, 100.0, 100.0});
  a.add_cell("left", 40.0, true, {100.0, 0.0, 200.0, 100.0});
  Output b;
  b.add_cell("c2", 25.0, false);
  b.add_cell("c1", 11.0, true);
  b.add_cell("new name", 33.0, true, {0.0, 0.0, 100.0, 100.0});
  b.add_cell("built", 50.0, true, {300.0, 0.0, 400.0, 100.0});
  b.add_cell("nowhere", 5.0, true);
  a.add_cell("around", 1000.0, false);
  b.add_cell("around", 1000.0, true);
  for (Output* const output : {&a, &b}) {
    for (auto& cell : output->compared.cells) cell.municipality_code = cell.key == "around" ? "" : "GM1";
  }
  const auto diff = publish::result_diff(a.compared, b.compared);
  REQUIRE(diff.modes.size() == 1);
  CHECK(diff.modes[0].cell_count == 3);
  CHECK(diff.modes[0].gained == 44.0);
  CHECK(diff.modes[0].lost == 25.0);
  CHECK(diff.modes[0].a_only == 40.0);
  CHECK(diff.modes[0].b_only == 55.0);
  CHECK(diff.cells.size() == 7);  // that of the surroundings too, which no sum counts
  b.compared.modes = {"car"};
  CHECK(publish::result_diff(a.compared, b.compared).modes.empty());
}

TEST_CASE("result_diff: who is served, of areas that either has", "[publish][unit]") {
  Output a;
  a.compared.service = {{"", "", "foot", 15.0, 100.0, 0.5, 0.4}, {"GM1", "Hier", "foot", {}, 60.0, 0.7, {}}};
  Output b;
  b.compared.service = {{"", "", "foot", 15.0, 100.0, 0.6, 0.4}, {"GM2", "Daar", "foot", {}, 40.0, 0.2, {}}};
  const auto rows = publish::result_diff(a.compared, b.compared).service;
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].served_a == 0.5);
  CHECK(rows[0].served_b == 0.6);
  CHECK(rows[1].area == "GM2");
  CHECK_FALSE(rows[1].served_a);
  CHECK(rows[2].area == "GM1");
  CHECK_FALSE(rows[2].served_b);
}

TEST_CASE("run_differences: methods, options and inputs, and nothing that a run counted", "[publish][unit]") {
  const Output a;
  Output b;
  b.compared.results.run = {{"trek.version", "2.0.0"}, {"mode.foot.norm_min", "10"}, {"sites.count", "9"},
                            {"scenario.1.name", "x"},  {"title", "other"},           {"run.timestamp", "t"}};
  b.compared.criteria[1].weight = 30.0;
  b.compared.criteria[0].anchors = "0=0 50=1";
  b.compared.sources = {{"cells", "population", "2025", "bbbb"}, {"places", "places", "", "cccc"}};
  const auto all = publish::run_differences(a.compared, b.compared);
  using Kind = Difference::Kind;
  CHECK(all == std::vector<Difference>{{Kind::method, "trek.version", "1.0.0", "2.0.0"},
                                       {Kind::option, "mode.foot.norm_min", "15", "10"},
                                       {Kind::option, "scenario.1.name", "", "x"},
                                       {Kind::option, "anchors.reach", "0=0 100=1", "0=0 50=1"},
                                       {Kind::option, "weight.size", "10", "30"},
                                       {Kind::input, "cells", "2024, sha256 aaaa", "2025, sha256 bbbb"},
                                       {Kind::input, "places", "", "sha256 cccc"}});
}
