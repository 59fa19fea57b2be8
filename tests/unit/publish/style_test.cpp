#include "trek/publish/style.hpp"

#include <set>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/error.hpp"
#include "trek/publish/detail/layer_symbols.hpp"
#include "trek/publish/detail/layer_table.hpp"

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

publish::LayerStyle style_of(const std::string& unit) {
  publish::LayerStyle style;
  style.name = "s";
  style.rules = publish::class_rules(
      "value", unit, publish::ramp(publish::Ramp::blues, publish::class_breaks(unit).size() + 1), fill_of, "onbekend");
  return style;
}

const publish::LayerSchema kAreas{
    "areas", GeometryType::multipolygon, "", "", {{"value", publish::FieldType::real, "Waarde <m2> & \"meer\"", ""}}};

}  // namespace

TEST_CASE("class_breaks: ascending for every unit, and minutes as written in METHODS", "[publish][unit]") {
  for (const char* unit : {"min", "share", "score", "m2", "people_in_cell", "personen", ""}) {
    CAPTURE(unit);
    const auto breaks = publish::class_breaks(unit);
    REQUIRE(breaks.size() >= 4);
    for (std::size_t i = 1; i < breaks.size(); ++i) CHECK(breaks[i - 1] < breaks[i]);
  }
  CHECK(publish::class_breaks("min")[2] == 15.0);
  CHECK(publish::class_breaks("share")[0] == 0.5);
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
  const auto rules = style_of("share").rules;
  REQUIRE(rules.size() == 7);
  CHECK(rules[0].filter == "\"value\" < 0.5");
  CHECK(rules[1].filter == "\"value\" >= 0.5 AND \"value\" < 0.7");
  CHECK(rules[5].filter == "\"value\" >= 0.95");
  CHECK(rules[6].filter == publish::kElse);
  CHECK(rules[6].label == "onbekend");
  CHECK(rules[1].label == "50 – 70 %");
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
  const auto text = publish::qml(style_of("min"), kAreas);
  CHECK_NOTHROW(target.set_style("areas", "s", text));
  CHECK_THROWS_AS(target.set_style("places", "s", text), core::Error);
}

TEST_CASE("qml: aliases, labels, tips and value maps are escaped and complete", "[publish][unit]") {
  auto style = style_of("min");
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
