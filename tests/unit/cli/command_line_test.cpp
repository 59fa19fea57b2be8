#include "command_line.hpp"

#include <fstream>
#include <iterator>

#include "support/catch.hpp"
#include "support/says.hpp"
#include "verb_faults.hpp"

using namespace trek::cli;
using trek::test::is_understood;
using trek::test::says;

namespace {

struct Heard {
  std::vector<std::string> words;
  int count = 1;
  bool loud = false;
  void declare(Arguments& all) {
    all.add("--word", words, {"A word", "yes"});
    all.add("--count", count, {1, 9}, {"How many"});
    all.add("--loud", loud, {"Whether to shout"});
  }
};

Heard last_heard;

ExitCode hear(const Heard& heard) {
  last_heard = heard;
  return kFindings;
}

const std::vector<Verb>& verbs_that_hear() {
  static const std::vector<Verb> verbs{verb("hear", "Hears", {"trek hear"}, hear),
                                       {"all", "Of all", {}, {}, {verb("ears", "Hears", {"trek all ears"}, hear)}}};
  return verbs;
}

std::variant<Action, ExitCode> parsed(std::vector<const char*> words) {
  words.insert(words.begin(), "trek");
  return parsed_command(verbs_that_hear(), static_cast<int>(words.size()), words.data());
}

}  // namespace

TEST_CASE("command line: the work of the verb that is named, with the values that are given", "[cli][unit]") {
  const auto loud = parsed({"hear", "--word", "a", "--word", "b", "--count", "3", "--loud"});
  const auto plain = parsed({"all", "ears", "--word", "c"});
  REQUIRE(std::holds_alternative<Action>(loud));
  REQUIRE(std::holds_alternative<Action>(plain));
  CHECK(std::get<Action>(plain)() == kFindings);
  CHECK(last_heard.words == std::vector<std::string>{"c"});  // each command has values of its own
  CHECK(last_heard.count == 1);
  CHECK_FALSE(last_heard.loud);
  CHECK(std::get<Action>(loud)() == kFindings);
  CHECK(last_heard.words == std::vector<std::string>{"a", "b"});
  CHECK(last_heard.count == 3);
  CHECK(last_heard.loud);
}

TEST_CASE("command line: what is wrong is exit code 2, help and version 0", "[cli][unit]") {
  for (const auto& words : std::vector<std::vector<const char*>>{{},
                                                                 {"heer"},
                                                                 {"all"},
                                                                 {"all", "eers"},
                                                                 {"hear", "--count", "0"},
                                                                 {"hear", "--count", "3", "--count", "4"},
                                                                 {"hear", "--word", ""},
                                                                 {"hear", "--word"},
                                                                 {"hear", "--word", "a", "b"},
                                                                 {"hear", "--wrd", "a"},
                                                                 {"--loud", "hear"},
                                                                 {"--verzion"}}) {
    CAPTURE(words);
    const auto result = parsed(words);
    REQUIRE(std::holds_alternative<ExitCode>(result));
    CHECK(std::get<ExitCode>(result) == kUsage);
  }
  for (const char* const word : {"--help", "--version", "--json-usage", "--man-page"})
    CHECK(std::get<ExitCode>(parsed({word})) == kDone);
  CHECK(std::get<ExitCode>(parsed({"hear", "--help"})) == kDone);
}

TEST_CASE("command line: README has every verb", "[cli][unit]") {
  std::ifstream stream{TREK_SOURCE_DIR "/README.md"};
  const std::string readme{std::istreambuf_iterator<char>{stream}, {}};
  for (const Verb& outer : all_verbs()) {
    const bool has_own = outer.verbs.empty();
    for (const Verb& verb : has_own ? std::vector<Verb>{outer} : outer.verbs) {
      CAPTURE(outer.name, verb.name);
      CHECK(says(readme, "| `trek " + (has_own ? "" : outer.name + " ") + verb.name + " "));
    }
  }
}
