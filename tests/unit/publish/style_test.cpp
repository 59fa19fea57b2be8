#include "trek/publish/style.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/error.hpp"
#include "trek/publish/detail/layer_symbols.hpp"
#include "trek/publish/detail/layer_table.hpp"
#include "trek/publish/map_style.hpp"

using namespace trek;
using publish::Color;
using publish::GeometryType;

using trek::test::says;

namespace {

publish::Symbol fill_of(Color color) {
  publish::FillSymbol fill;
  fill.fill = color;
  return fill;
}

publish::ColumnClasses classes_of(const std::string& unit, std::vector<double> breaks) {
  publish::ColumnClasses classes{
      .column = "value", .unit = unit, .breaks = std::move(breaks), .counts = {}, .colors = {}};
  classes.counts.assign(classes.breaks.size() + 1, 1);
  classes.colors = publish::ramp(publish::Ramp::blues, classes.counts.size());
  return classes;
}

publish::LayerStyle style_of(const publish::ColumnClasses& classes) {
  publish::LayerStyle style;
  style.name = "s";
  style.rules = publish::class_rules(classes, fill_of, model::Words{model::Language::nl});
  return style;
}

const publish::LayerSchema kAreas{
    "areas", GeometryType::multipolygon, "", "", {{"value", publish::FieldType::real, "Waarde <m2> & \"meer\"", ""}}};

}  // namespace

TEST_CASE("minute_breaks: as written in METHODS", "[publish][unit]") {
  const auto minutes = publish::minute_breaks();
  CHECK(std::vector<double>{minutes.begin(), minutes.end()} == std::vector{5.0, 10.0, 15.0, 20.0, 30.0});
}

TEST_CASE("minute_classes: up to each bound and beyond the last, dark is near", "[publish][unit]") {
  const auto classes = publish::minute_classes(std::vector{10.0, 20.0});
  REQUIRE(classes.size() == 3);
  CHECK(classes[0].from_min == 0.0);
  CHECK(classes[1].from_min == classes[0].to_min);
  CHECK(classes[1].to_min == 20.0);
  CHECK(std::isinf(classes[2].to_min));
  CHECK(classes[0].color == publish::ramp(publish::Ramp::viridis, 3).back());
  CHECK(classes[2].color == publish::ramp(publish::Ramp::viridis, 3).front());
}

TEST_CASE("find_color: six digits behind a #, in either case, and nothing else", "[publish][unit]") {
  CHECK(publish::find_color("#fd8D3c") == publish::Color{253, 141, 60});
  CHECK(publish::hex_of({253, 141, 60}) == "#fd8d3c");
  for (const char* text : {"", "fd8d3c", "#fd8d3", "#fd8d3cc", "#gd8d3c", "#+18d3c", "red"}) {
    CAPTURE(text);
    CHECK_FALSE(publish::find_color(text));
  }
}

TEST_CASE("ramp_of: what a project says goes over trek's own, and is mixed where there are more classes",
          "[publish][unit]") {
  publish::MapStyle style;
  CHECK(style.ramp_of(publish::ColorUse::coverage, 5).front() == publish::Color{107, 174, 214});  // few served: dark
  style.colors[publish::ColorUse::coverage] = {{0, 0, 0}, {200, 100, 0}};
  CHECK(style.ramp_of(publish::ColorUse::coverage, 3) ==
        std::vector<publish::Color>{{0, 0, 0}, {100, 50, 0}, {200, 100, 0}});
  CHECK(style.ramp_of(publish::ColorUse::people, 2).back() == publish::Color{189, 0, 38});
}

TEST_CASE("size_examples: round numbers, each about a quarter of the one before", "[publish][unit]") {
  CHECK(publish::size_examples(13'155.0) == std::vector{10'000.0, 2'000.0, 500.0});
  CHECK(publish::size_examples(3.0) == std::vector{2.0});
  CHECK(publish::size_examples(0.0).empty());
}

TEST_CASE("ramp: as many different colours as asked, from end to end", "[publish][unit]") {
  for (const auto which : {publish::Ramp::blues, publish::Ramp::fire, publish::Ramp::viridis}) {
    const auto colors = publish::ramp(which, 5);
    std::set<int> seen;
    for (const auto& c : colors) seen.insert((c.red << 16) + (c.green << 8) + c.blue);
    CHECK(seen.size() == 5);
  }
  CHECK(publish::ramp(publish::Ramp::viridis, 6).back().red == 68);  // viridis ends in (68, 1, 84)
  CHECK(publish::ramp(publish::Ramp::viridis, 6).back().blue == 84);
}

TEST_CASE("class_rules: half-open classes and one rule for what is unknown", "[publish][unit]") {
  const auto rules = style_of(classes_of("share", {0.5, 0.7, 0.955})).rules;
  REQUIRE(rules.size() == 5);
  CHECK(rules[0].filter == "\"value\" < 0.5");
  CHECK(rules[1].filter == "\"value\" >= 0.5 AND \"value\" < 0.7");
  CHECK(rules[3].filter == "\"value\" >= 0.955");
  CHECK(rules[4].filter == publish::kElse);
  CHECK(rules[4].label == "onbekend");
  CHECK(rules[0].label == "< 50 %");
  CHECK(rules[1].label == "50 – 70 %");
  CHECK(rules[3].label == "≥ 95,5 %");
  CHECK(style_of(classes_of("share", {0.9, 1.0})).rules[2].label == "100 %");  // no share is more
  CHECK(style_of(classes_of("min", {7.5})).rules[1].label == "≥ 7,5 min");
}

TEST_CASE("class_rules: one value is a class of its own, and no value at all is none", "[publish][unit]") {
  auto one = classes_of("share", {});
  one.least = one.most = 1.0;
  const auto rules = style_of(one).rules;
  REQUIRE(rules.size() == 2);
  CHECK(rules[0].filter == "\"value\" IS NOT NULL");
  CHECK(rules[0].label == "100 %");
  one.counts.clear();
  CHECK(style_of(one).rules.size() == 1);
}

TEST_CASE("isochrone_style: a band has the colour of the class in which it ends", "[publish][unit]") {
  const std::vector<double> breaks_min{5.0, 10.0};
  const auto style = publish::detail::isochrone_style(publish::detail::Words{model::Language::en}, breaks_min, "name");
  REQUIRE(style.rules.size() == 3);
  CHECK(style.rules[0].filter == "\"to_min\" > 0 AND \"to_min\" <= 5");
  CHECK(style.rules[1].filter == "\"to_min\" > 5 AND \"to_min\" <= 10");
}

TEST_CASE("qml: the writer takes it for its geometry, and for no other", "[publish][unit]") {
  const test::TemporaryFolder folder;
  publish::GeoPackage target{folder / "a.gpkg", {false, "EPSG:28992", "2026-01-01T00:00:00Z"}};
  target.begin_layer(kAreas);
  target.begin_layer({"places", GeometryType::point, "", "", {}});
  const auto text = publish::qml(style_of(classes_of("min", {5.0, 10.0, 15.0, 20.0, 30.0})), kAreas);
  CHECK_NOTHROW(target.set_style("areas", "s", text));
  CHECK_THROWS_AS(target.set_style("places", "s", text), core::Error);
}

TEST_CASE("qml: aliases, labels, tips and value maps are escaped and complete", "[publish][unit]") {
  auto style = style_of(classes_of("min", {5.0, 10.0, 15.0, 20.0, 30.0}));
  style.map_tip = "<b>[% \"value\" %]</b>\x01";
  style.value_maps = {{"value", {{"1", "één & twee"}}}};
  publish::LabelRule label;
  label.expression = "\"value\" || '<'";
  style.labels = {label};
  const auto text = publish::qml(style, kAreas);
  CHECK(says(text, "name=\"Waarde &lt;m2"));
  CHECK(says(text, "&amp; &quot;meer&quot;\""));
  CHECK(says(text, "<mapTip>&lt;b&gt;[% replace(replace(\"value\", "));
  CHECK(says(text, "één &amp; twee"));
  CHECK(says(text, "type=\"rule-based\""));
  CHECK(says(text, "CASE WHEN &quot;value&quot; &lt; 5 THEN 0"));
  CHECK(says(text, "ELSE 6 END"));
  CHECK_FALSE(says(text, "\x01"));
  CHECK_FALSE(says(text, "&#"));
}

TEST_CASE("qml: the area of a proportional symbol is its number, and the legend shows such", "[publish][unit]") {
  publish::LayerStyle style;
  style.name = "s";
  publish::MarkerSymbol circle;
  circle.proportional = {"people", 900.0, 12.0};
  style.rules = {{"oppervlak = mensen", "", circle}};
  style.size_legend = {{900.0, "900"}, {225.0, "225"}};
  const auto text = publish::qml(style, {"places", GeometryType::point, "", "", {}});
  CHECK(says(text, "12 * sqrt(max(0, coalesce(&quot;people&quot;, 0)) / 900)"));
  CHECK(says(text, "<class size=\"12\" label=\"900\"/>"));
  CHECK(says(text, "<class size=\"6\" label=\"225\"/>"));  // a quarter of the people: half the width
  CHECK(says(text, "title=\"oppervlak = mensen\""));
}
