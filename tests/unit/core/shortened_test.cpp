#include "trek/core/shortened.hpp"

#include <string>

#include "support/catch.hpp"
#include "trek/core/inert_text.hpp"
#include "trek/core/random.hpp"

namespace core = trek::core;

TEST_CASE("beginning: no character in part", "[core][unit]") {
  CHECK(core::beginning("Café", 5) == "Café");  // five bytes
  CHECK(core::beginning("Café", 4) == "Caf");
  CHECK(core::beginning("Caf\u00e9s", 5) == "Caf\u00e9");
  CHECK(core::beginning("\u20ac 5", 1).empty());  // three bytes
  CHECK(core::beginning("\u20ac 5", 2).empty());
  CHECK(core::beginning("\u20ac 5", 3) == "\u20ac");
  CHECK(core::beginning("a\U0001F3DBb", 4) == "a");  // four bytes
  CHECK(core::beginning("a\U0001F3DBb", 5) == "a\U0001F3DB");
  CHECK(core::beginning("abc", 0).empty());
  CHECK(core::beginning("", 3).empty());
}

TEST_CASE("beginning: bytes that are no UTF-8 are cut anywhere", "[core][unit]") {
  CHECK(core::beginning("\x80\x80\x80\x80\x80", 3) == "\x80\x80\x80");
  CHECK(core::beginning("ab\xE9z", 3) == "ab\xE9");  // Latin-1
  CHECK(core::beginning("ab\xE2\x82", 3) == "ab\xE2");
}

TEST_CASE("shortened: says that something is missing", "[core][unit]") {
  CHECK(core::shortened("Oude Markt", 10) == "Oude Markt");
  CHECK(core::shortened("Oude Markt 1", 10) == "Oude Markt...");
  CHECK(core::shortened("Caf\u00e9 Het Plein", 4, "\u2026") == "Caf\u2026");
  CHECK(core::shortened("\u20ac", 1) == "...");
}

TEST_CASE("beginning: the longest whole one of any text", "[core][property]") {
  const std::string characters[] = {"a", "\u00e9", "\u20ac", "\U0001F3DB", " "};
  for (unsigned seed = 0; seed < 500; ++seed) {
    CAPTURE(seed);
    core::Random random{seed, 7};
    std::string text;
    std::size_t whole = 0;
    const auto longest = static_cast<std::size_t>(random.below(20));
    for (int i = 0; i < 12; ++i) {
      text += characters[random.below(5)];
      if (text.size() <= longest) whole = text.size();
    }
    const auto kept = core::beginning(text, longest);
    CHECK(kept == text.substr(0, whole));
    CHECK(core::is_utf8(core::shortened(text, longest)));
  }
}
