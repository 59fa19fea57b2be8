#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/text.hpp"

// What the program says of itself, as other programs take it: those that show manual pages, shells, and readers of
// JSON.
namespace {

using trek::test::CommandOptions;
using trek::test::CommandResult;
using trek::test::run_command;
using trek::test::says;
using trek::test::TemporaryFolder;

bool is_installed(const std::string& program) {
  for (const std::string& folder : trek::core::split(std::getenv("PATH"), ':')) {
    if (::access((folder + "/" + program).c_str(), X_OK) == 0) return true;
  }
  WARN(program << " is not installed: not tried");
  return false;
}

std::string said(const std::vector<std::string>& words) {
  const CommandResult result = trek::test::trek(words);
  CAPTURE(words, result.err);
  REQUIRE(result.exit_code == 0);
  CHECK(result.err.empty());
  return result.out;
}

nlohmann::json usage(std::vector<std::string> words = {}) {
  words.emplace_back("--json-usage");
  return nlohmann::json::parse(said(words));
}

/// With nothing of the user's own: shells read and write at home.
CommandOptions in_folder(const TemporaryFolder& folder) {
  CommandOptions options;
  options.folder = folder.path();
  options.environment = {{"HOME", folder.path()}, {"MANPAGER", "cat"}, {"MANWIDTH", "80"}};
  return options;
}

/// Every command of the program, and every verb that has its own: "run", "network", "network build".
std::vector<std::vector<std::string>> all_words() {
  std::vector<std::vector<std::string>> all{{}, {"network"}};
  const auto described = usage();
  for (const auto& command : described["commands"])
    all.push_back(trek::core::split(command["command"].get<std::string>(), ' '));
  return all;
}

/// What bash offers for a line that ends in "|"; the files of `folder` among it.
std::vector<std::string> offered_by_bash(const TemporaryFolder& folder, const std::string& words) {
  const std::string line = "source completion.bash; COMP_WORDS=(" + words +
                           "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _trek; printf '%s\n' \"${COMPREPLY[@]}\"";
  const CommandResult result = run_command({"bash", "--norc", "-c", line}, in_folder(folder));
  CAPTURE(line, result.err);
  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  return trek::core::split(result.out, '\n');
}

std::vector<std::string> offered_by_fish(const TemporaryFolder& folder, const std::string& line) {
  const CommandResult result = run_command(
      {"fish", "--no-config", "-c", "source completion.fish; complete -C '" + line + "'"}, in_folder(folder));
  CAPTURE(line, result.err);
  CHECK(result.exit_code == 0);
  std::vector<std::string> words;  // without their descriptions
  for (const std::string& entry : trek::core::split(result.out, '\n'))
    words.push_back(entry.substr(0, entry.find('\t')));
  return words;
}

using Offered = std::vector<std::string>;

bool has(const Offered& offered, std::string_view word) { return trek::core::is_one_of(word, offered); }

}  // namespace

TEST_CASE("--json-usage: of the program, of a verb, and of a verb with verbs of its own", "[flow]") {
  const auto all = usage();
  CHECK(all["commands"].size() >= 20);
  const auto run = usage({"run"});
  REQUIRE(run["commands"].size() == 1);
  CHECK(run["commands"][0] == all["commands"][0]);
  CHECK(usage({"network"})["commands"].size() == 2);
  CHECK(usage({"network", "build"})["commands"][0]["command"] == "network build");
  CHECK(trek::test::trek({"rum", "--json-usage"}).exit_code == 2);
}

TEST_CASE("manual pages: man shows each without a warning", "[flow]") {
  if (!is_installed("man")) return;
  const TemporaryFolder folder;
  for (std::vector<std::string> words : all_words()) {
    CAPTURE(words);
    const std::string name = words.empty() ? "trek" : words.back();
    words.emplace_back("--man-page");
    const auto page = folder.write(name + ".1", said(words));
    const CommandResult shown =
        run_command({"man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", page}, in_folder(folder));
    CHECK(shown.exit_code == 0);
    CHECK(shown.err.empty());
    CHECK(says(shown.out, "trek"));
  }
}

TEST_CASE("completion: bash offers verbs, options, choices and files where each may stand", "[flow]") {
  TemporaryFolder folder;
  static_cast<void>(folder.write("completion.bash", said({"completion", "bash"})));
  static_cast<void>(folder.write("mijn project.toml", ""));
  std::filesystem::create_directory(folder / "data");
  const auto offered = [&](const std::string& words) { return offered_by_bash(folder, words); };
  CHECK(offered("trek ru") == Offered{"run"});
  CHECK(has(offered("trek ''"), "explain"));
  CHECK(offered("trek network b") == Offered{"build"});
  CHECK(offered("trek run --la") == Offered{"--lang"});
  CHECK(offered("trek run --lang ''") == Offered{"nl", "en"});
  CHECK(offered("trek run --lang = e") == Offered{"en"});  // as bash parts --lang=e
  CHECK(offered("trek run --lang =") == Offered{"nl", "en"});
  CHECK(offered("trek network build --mode foot,ca") == Offered{"foot,car"});
  CHECK(has(offered("trek network build --mo"), "--mode"));
  CHECK(offered("trek run mijn") == Offered{"mijn project.toml"});
  CHECK(offered("trek run --data d") == Offered{"data"});
  CHECK(offered("trek run --data mijn").empty());
  CHECK(offered("trek run --threads ''").empty());
  CHECK(offered("trek completion f") == Offered{"fish"});
  CHECK(offered("trek nothing --a").empty());
  const CommandResult known =
      run_command({"bash", "--norc", "-c", "source completion.bash; complete -p trek"}, in_folder(folder));
  CHECK(known.out == "complete -F _trek trek\n");
}

TEST_CASE("completion: fish offers the same", "[flow]") {
  if (!is_installed("fish")) return;
  TemporaryFolder folder;
  static_cast<void>(folder.write("completion.fish", said({"completion", "fish"})));
  static_cast<void>(folder.write("mijn.toml", ""));
  const auto offered = [&](const std::string& line) { return offered_by_fish(folder, line); };
  CHECK(offered("trek ru") == Offered{"run"});
  CHECK(offered("trek network b") == Offered{"build"});
  CHECK(offered("trek run --la") == Offered{"--lang"});
  CHECK(offered("trek run --lang ").size() == 2);
  CHECK(has(offered("trek run mi"), "mijn.toml"));
  CHECK(offered("trek completion f") == Offered{"fish"});
}

TEST_CASE("completion: zsh offers the same", "[flow]") {
  if (!is_installed("zsh")) return;
  TemporaryFolder folder;
  static_cast<void>(folder.write("completion.zsh", said({"completion", "zsh"})));
  // A shell within a shell, which types a line and a tab, and shows what stands there then.
  static_cast<void>(folder.write("type.zsh", R"(zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1= PROMPT_EOL_MARK= TERM=dumb; autoload -Uz compinit && compinit -u -D; source ./completion.zsh"
zpty -w -n shell "trek $1"$'\t'
for i in {1..60}; do zpty -r -t shell line && print -rn -- $line; sleep 0.05; done
)"));
  const auto typed = [&](const std::string& line) {
    return run_command({"zsh", "-f", "type.zsh", line}, in_folder(folder)).out;
  };
  CHECK(run_command({"zsh", "-n", folder / "completion.zsh"}).exit_code == 0);
  CHECK(says(typed("isochr"), "trek isochrone "));
  CHECK(says(typed("network b"), "trek network build "));
  CHECK(says(typed("run --la"), "trek run --lang "));
  CHECK(says(typed("run --lang e"), "trek run --lang en "));
}

TEST_CASE("a mistyped option is told with the nearest, and where options stand", "[flow]") {
  const auto told = [](const std::vector<std::string>& words) {
    const CommandResult result = trek::test::trek(words);
    CHECK(result.exit_code == 2);
    CHECK(result.out.empty());
    return result.err;
  };
  CHECK(told({"run", "x.toml", "--ouput=a.gpkg"}) ==
        "trek: unknown option '--ouput'; did you mean '--output'?; 'trek run --help' says what may be given\n");
  CHECK(says(told({"network", "build", "x.pbf", "-o", "n.trek", "--moda", "foot"}), "did you mean '--mode'?"));
  CHECK(says(told({"network", "build", "x.pbf", "-o", "n.trek", "--moda", "foot"}), "'trek network build --help'"));
  CHECK(says(told({"--threads", "2", "run", "x.toml"}), "options of a verb stand behind it"));
  CHECK(says(told({"network", "build", "x.pbf", "--ouput", "n.trek"}), "did you mean '--output'?"));  // is required
  CHECK(says(told({"--verzion"}), "did you mean '--version'?"));
  CHECK(says(told({"run", "x.toml", "y.toml"}), "'y.toml' is one word too many"));
  CHECK(says(told({"run", "x.toml", "--progress", "jsn"}), "did you mean 'json'?"));
  CHECK(says(told({}), "trek: give a verb: run, check, "));
  CHECK(says(told({"network"}), "trek: give a verb: build, info; 'trek network --help'"));
  CHECK(says(told({"run"}), "trek: PROJECT is required; 'trek run --help'"));
  CHECK(says(told({"run", "x\x1b[31m.toml", "--out\x1b[2Jput"}), "\\x1b"));
}
