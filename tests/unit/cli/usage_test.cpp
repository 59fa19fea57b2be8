#include "usage.hpp"

#include <nlohmann/json.hpp>
#include <set>

#include "completion_script.hpp"
#include "support/catch.hpp"
#include "support/says.hpp"
#include "trek/project/timestamp.hpp"

using namespace trek::cli;
using nlohmann::ordered_json;
using trek::test::says;

namespace {

struct Digging {
  std::filesystem::path from;
  std::string to;
  std::string folder;
  double far_m = 4.0;
  int count = 3;
  std::string way = "fast";
  std::vector<std::string> ways;
  std::vector<std::string> words;
  bool deep = false;

  void declare(Arguments& all) {
    all.add("FROM", from, {"What is read", "a.csv"});
    all.add("-o,--output", to, {"What is written", "out.gpkg", "beside it", false, Kind::file_out});
    all.add("--data", folder, {"Where it is", "data", {}, false, Kind::folder, "DRAWN_DATA"});
    all.add("--far-m", far_m, {0.5, 10}, {"How far"});
    all.add("--count", count, {1, 9}, {"How many", {}, {}, true});
    all.add("--way", way, Choices<std::string>{{"slow", "slow"}, {"fast", "fast"}}, {"How 'fast' it is [at all]: so"});
    all.add("--ways", ways, Choices<std::string>{{"slow", "slow"}, {"fast", "fast"}}, {"All that are tried"});
    all.add("--word", words, {"A word", "yes"});
    all.add("-d,--deep", deep, {"Whether to dig"});
  }
};

ExitCode nothing(const Digging& /*given*/) { return kDone; }

/// dig, and a group with one verb.
const std::vector<Verb>& drawn_verbs() {
  static const std::vector<Verb> verbs{
      verb("dig", "Digs - and \\ fills", {"trek dig a.csv --count 3"}, nothing),
      {"all", "Of all", {}, {}, {verb("ears", "Hears", {"trek all ears a.csv --count 3"}, nothing)}}};
  return verbs;
}

ordered_json argument_of(const ordered_json& command, const std::string& name) {
  for (const ordered_json& argument : command["arguments"]) {
    if (argument["name"] == name) return argument;
  }
  throw std::runtime_error{name};
}

}  // namespace

TEST_CASE("usage: commands with all their words, in order", "[cli][unit]") {
  const ordered_json usage = usage_json(commands_of(drawn_verbs()));
  CHECK(usage["usage_version"] == 1);
  CHECK(usage["program"] == "trek");
  CHECK(usage["version"] == trek::project::version());
  CHECK(usage["exit_codes"].size() == 7);
  CHECK(usage["exit_codes"][6]["code"] == 130);
  REQUIRE(usage["commands"].size() == 2);
  CHECK(usage["commands"][0]["command"] == "dig");
  CHECK(usage["commands"][1]["command"] == "all ears");
  CHECK(usage["commands"][0]["summary"] == "Digs - and \\ fills");
  CHECK(usage["commands"][0]["examples"] == ordered_json{"trek dig a.csv --count 3"});
}

TEST_CASE("usage: an argument has what follows from its member, and null for what it has not", "[cli][unit]") {
  const ordered_json dig = usage_json(commands_of(drawn_verbs()))["commands"][0];
  CHECK(argument_of(dig, "FROM") == ordered_json::parse(R"({"name": "FROM", "short": null, "by_place": true,
      "help": "What is read", "kind": "file", "role": "input", "extension": null, "unit": null, "least": null,
      "most": null, "choices": [], "default": null, "otherwise": null, "example": "a.csv", "required": true,
      "repeated": false, "variable": null})"));
  CHECK(argument_of(dig, "--output") == ordered_json::parse(R"({"name": "--output", "short": "-o", "by_place": false,
      "help": "What is written", "kind": "file", "role": "output", "extension": "gpkg", "unit": null, "least": null,
      "most": null, "choices": [], "default": null, "otherwise": "beside it", "example": "out.gpkg", "required": false,
      "repeated": false, "variable": null})"));
  CHECK(argument_of(dig, "--far-m") == ordered_json::parse(R"({"name": "--far-m", "short": null, "by_place": false,
      "help": "How far", "kind": "number", "role": null, "extension": null, "unit": "m", "least": 0.5, "most": 10.0,
      "choices": [], "default": 4.0, "otherwise": null, "example": "4", "required": false, "repeated": false,
      "variable": null})"));
  CHECK(argument_of(dig, "--data")["variable"] == "DRAWN_DATA");
  CHECK(argument_of(dig, "--data")["role"] == "input");
  CHECK(argument_of(dig, "--data")["kind"] == "folder");
  CHECK(argument_of(dig, "--count")["default"].is_null());  // is required
  CHECK(argument_of(dig, "--way")["default"] == "fast");
  CHECK(argument_of(dig, "--ways")["choices"] == ordered_json{"slow", "fast"});
  CHECK(argument_of(dig, "--word")["repeated"] == true);
  CHECK(argument_of(dig, "--deep")["kind"] == "flag");
  CHECK(argument_of(dig, "--deep")["default"] == false);
  CHECK(argument_of(dig, "--log-file")["role"] == "output");  // as every verb has
}

TEST_CASE("usage: every verb of the program is there, each argument with the same members", "[cli][unit]") {
  const ordered_json usage = usage_json(commands_of(all_verbs()));
  std::set<std::string> names;
  for (const ordered_json& command : usage["commands"]) {
    names.insert(command["command"]);
    for (const ordered_json& argument : command["arguments"]) {
      CAPTURE(command["command"], argument.dump());
      CHECK(argument.size() == 17);
      const std::set<std::string> with_role{"file", "folder"};
      CHECK(argument["role"].is_null() != (with_role.count(argument["kind"]) == 1));
    }
  }
  CHECK(names.count("run") == 1);
  CHECK(names.count("network build") == 1);
  CHECK(names.count("network") == 0);
}

TEST_CASE("man page: a page has every argument and example, and no text is a request of roff", "[cli][unit]") {
  const Verb& dig = drawn_verbs()[0];
  const std::string page = man_page("dig", dig);
  CAPTURE(page);
  CHECK(page.starts_with(".TH trek\\-dig 1 "));
  CHECK(says(page, "trek\\-dig \\- Digs \\- and \\e fills\n"));
  CHECK(says(page, "\\fBtrek dig\\fR \\fIFROM\\fR \\fB\\-\\-count\\fR \\fIN\\fR [\\fIoptions\\fR]"));
  CHECK(
      says(page, ".TP\n\\fB\\-o\\fR, \\fB\\-\\-output\\fR \\fIOUT.gpkg\\fR\nWhat is written (default: beside it).\n"));
  CHECK(says(page, ".TP\n.B DRAWN_DATA\n"));
  CHECK(says(page, "\ntrek dig a.csv \\-\\-count 3\n"));
  for (const Argument& argument : dig.prepare().arguments) {
    CAPTURE(argument.name);
    CHECK(says(page, argument.is_by_place() ? "\\fI" + argument.name : "\\-\\-" + argument.long_name().substr(2, 3)));
  }
  CHECK(says(man_page("all", drawn_verbs()[1]), ".BR trek\\-all\\-ears (1)\nHears.\n"));
  CHECK(says(man_page(drawn_verbs()), ".BR trek\\-dig (1)\n"));
}

TEST_CASE("completions: what a shell would take for its own is quoted", "[cli][unit]") {
  const std::string zsh = zsh_completion(drawn_verbs());
  CAPTURE(zsh);
  CHECK(says(zsh, R"('--way[How '\''fast'\'' it is \[at all\]\: so]:slow|fast:(slow fast)')"));
  CHECK(says(zsh, R"('(--output -o)'{--output,-o}'[What is written]:OUT.gpkg:_files')"));
  const std::string fish = fish_completion(drawn_verbs());
  CAPTURE(fish);
  CHECK(says(fish,
             R"(complete -c trek -n '__trek_is dig' -l way -x -a 'slow fast' -d 'How \'fast\' it is [at all]: so')"));
  CHECK(says(fish, "set -g __trek_groups all\n"));
}
