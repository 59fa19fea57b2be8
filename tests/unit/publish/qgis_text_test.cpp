#include "trek/publish/detail/qgis_text.hpp"

#include <string>

#include "support/catch.hpp"
#include "support/says.hpp"
#include "trek/publish/project_text.hpp"
#include "trek/publish/style.hpp"

using namespace trek;
using namespace trek::publish::detail;

using trek::test::says;

TEST_CASE("without_expressions: nothing is left that QGIS would work out", "[publish][unit]") {
  CHECK(without_expressions("[% env('HOME') %]") == "[\xE2\x81\xA0% env('HOME') %]");
  CHECK(without_expressions("[%[%1%]%]") == "[\xE2\x81\xA0%[\xE2\x81\xA0%1%]%]");
  CHECK(without_expressions("[[% 1 %]") == "[[\xE2\x81\xA0% 1 %]");
  CHECK(without_expressions("op $CURRENT_DATE(yyyy)") ==
        "op $\xE2\x81\xA0"
        "CURRENT_DATE(yyyy)");
  CHECK(without_expressions("100 % [1] $5") == "100 % [1] $5");
  CHECK(without_expressions("a\xE2\x80\xAE"
                            "b[\xE2\x81\xA6% c") == "ab[\xE2\x81\xA0% c");  // marks of direction, and what they hid
}

TEST_CASE("as_html: shows the text as it is written", "[publish][unit]") {
  CHECK(as_html("<img src=x> &lt; &#60; Boer & Zn, AT&T, a < b") ==
        "&lt;img src=x> &amp;lt; &amp;#60; Boer & Zn, AT&amp;T, a &lt; b");
}

TEST_CASE("one_line: a value begins no line", "[publish][unit]") {
  CHECK(one_line("a\nb\tc\xE2\x80\xA8"
                 "d") == "a b c d");
}

TEST_CASE("with_escaped_values: every value of a map tip, and no word of its own", "[publish][unit]") {
  const auto escaped = [](const std::string& expression) {
    return "[% replace(replace(" + expression +
           R"(, '&', '&amp;'), map('<', '&lt;', '>', '&gt;', '"', '&quot;', '''', '&#39;')) %])";
  };
  CHECK(with_escaped_values("<b>[% \"name\" %]</b><br/>[%coalesce(\"rank\", '–')%] m") ==
        "<b>" + escaped("\"name\"") + "</b><br/>" + escaped("coalesce(\"rank\", '–')") + " m");
  CHECK(with_escaped_values("<b>x</b>") == "<b>x</b>");
  CHECK(with_escaped_values("[% open") == "[% open");
  CHECK(with_escaped_values("").empty());
}

TEST_CASE("qml: a spatial layer has a map tip, a legend has no expression", "[publish][unit]") {
  publish::LayerStyle style;
  style.rules = {{"[% env('HOME') %]", "\"a\" = 1", publish::MarkerSymbol{}},
                 {"rest", std::string{publish::kElse}, publish::MarkerSymbol{}}};
  style.display = "\"name\"";
  const publish::LayerSchema points{"points", publish::GeometryType::point, "", "", {}};
  const auto text = publish::qml(style, points);
  CHECK_FALSE(says(text, "[% env"));
  CHECK(says(text, "<mapTip>[% replace(replace(\"name\", "));
  style.display.clear();
  CHECK(says(publish::qml(style, points), "<mapTip>[% replace(replace(@layer_name, "));
}

TEST_CASE("qgs: titles, labels and abstracts of data are text", "[publish][unit]") {
  const std::string hostile = "[% env('HOME') %] <img src=x> $CURRENT_DATE \x1b \xEF\xBF\xBE \xC2\x9B";
  publish::MapProject project;
  project.title = "trek";
  project.file_name = "a.gpkg";
  project.crs = "EPSG:28992";
  project.extent = {0, 0, 1000, 1000};
  project.sheet = {hostile, hostile, hostile, hostile, hostile};
  const publish::LayerSchema schema{"points", publish::GeometryType::point, hostile, hostile, {}};
  project.layers = {{"points_trek_0001", "points", hostile, hostile, hostile, schema, {}, "", true, 0}};
  project.notice = hostile;
  project.rights = {hostile, hostile};
  const auto text = publish::qgs(project);
  for (const char* const place :
       {"labelText=\"[% env", "\"QString\">[% env", " title=\"[%", "<layername>[%", "\" name=\"[%",
        "<layer-tree-group name=\"[%", "$CURRENT_DATE \"", "<abstract>[% env('HOME') %] &lt;img",
        "<license>[% env('HOME') %] &lt;img", "\x1b", "\xEF\xBF\xBE", "\xC2\x9B"}) {
    CAPTURE(place);
    CHECK_FALSE(says(text, place));
  }
  CHECK(says(text, "<abstract>[% env('HOME') %] &amp;lt;img src=x"));
}
