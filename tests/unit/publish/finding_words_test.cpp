#include "trek/publish/detail/finding_words.hpp"

#include "support/catch.hpp"

using trek::model::Language;
using trek::publish::detail::finding_words;
using trek::publish::detail::FindingWords;
using trek::publish::detail::remedy_text;
using trek::publish::detail::rule_label;
using trek::publish::detail::Words;

TEST_CASE("finding_words: every rule once, in order, with all its words", "[publish][unit]") {
  std::string_view before;
  for (const FindingWords& entry : finding_words()) {
    CAPTURE(entry.rule);
    CHECK(before < entry.rule);
    CHECK_FALSE(entry.label_nl.empty());
    CHECK_FALSE(entry.label_en.empty());
    CHECK(entry.remedy_nl.ends_with('.'));
    before = entry.rule;
  }
}

TEST_CASE("finding_words: a map has its own language, and an unknown rule its own name", "[publish][unit]") {
  const Words dutch{Language::nl};
  const Words english{Language::en};
  CHECK(remedy_text("unknown_unit", "no such unit", dutch) ==
        "Dit verblijfsobject staat niet in de bron; controleer de id.");
  CHECK(remedy_text("unknown_unit", "no such unit", english) == "no such unit");
  CHECK(remedy_text("of_nobody", "ask", dutch) == "ask");
  CHECK(rule_label("too_small", dutch) == "Te klein");
  CHECK(rule_label("too_small", english) == "Too small");
  CHECK(rule_label("of_nobody", english) == "of_nobody");
}
