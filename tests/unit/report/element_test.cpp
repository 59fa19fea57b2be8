#include "trek/report/element.hpp"

#include "support/catch.hpp"

using trek::report::Element;
using trek::report::escaped;

TEST_CASE("element: text and values of attributes are never code", "[report][unit]") {
  CHECK(escaped("<script>alert(\"1\" & '2')</script>") ==
        "&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;");
  CHECK(Element("p", "a < b").html() == "<p>a &lt; b</p>");
  CHECK(Element("a", {{"title", "\" onclick=\"x"}}, "b").html() == "<a title=\"&quot; onclick=&quot;x\">b</a>");
  CHECK(escaped("a\x1b[31mb\x07") == "a[31mb");  // control codes are not in HTML
  CHECK(escaped("a\xE2\x80\xAE"
                "b\xE2\x81\xA9"
                "c") == "abc");  // nor what turns the direction of all behind it
  CHECK(escaped("caf\xC3\xA9 \xF0\x9F\x8E\xAD") == "caf\xC3\xA9 \xF0\x9F\x8E\xAD");
  CHECK(escaped("a\xFF"
                "b") ==
        "a\xEF\xBF\xBD"
        "b");  // what is not UTF-8
}

TEST_CASE("element: void elements have no end, groups no tag, drawings their name space", "[report][unit]") {
  CHECK(Element("meta", Element::Attributes{{"charset", "utf-8"}}).html() == "<meta charset=\"utf-8\">");
  CHECK(Element("div").html() == "<div></div>");
  Element group = Element::group();
  group.add(Element("b", "1")).add_text("2").add(Element("i", "3"));
  CHECK(group.html() == "<b>1</b>2<i>3</i>");
  CHECK(Element::of_own_code("style", "a > b { }").html() == "<style>a > b { }</style>");
  const std::string file = Element("svg", Element::Attributes{{"viewBox", "0 0 1 1"}}).svg_file();
  CHECK(file ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg viewBox=\"0 0 1 1\" "
        "xmlns=\"http://www.w3.org/2000/svg\"></svg>\n");
}
