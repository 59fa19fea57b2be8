#include <fmt/format.h>

#include <clocale>
#include <cstdio>
#include <exception>
#include <span>
#include <string>
#include <vector>

#include "trek/core/secrets.hpp"
#include "trek/core/text.hpp"
#include "trek/project/run.hpp"
#include "verbs.hpp"

namespace trek::cli {
namespace {

void complain(std::string_view message) { fmt::print(stderr, "trek: {}\n", core::without_secrets(message)); }

/// CLI11 says only "a subcommand is required" for a mistyped verb: name it, and the nearest.
bool knows_verb(const CLI::App& app, std::span<char* const> words) {
  const auto verbs = app.get_subcommands({});
  if (verbs.empty() || words.empty() || words.front()[0] == '-') return true;
  const std::string wanted = words.front();
  std::vector<std::string> names;
  for (const CLI::App* verb : verbs) {
    if (verb->get_name() == wanted) return knows_verb(*verb, words.subspan(1));
    names.push_back(verb->get_name());
  }
  const std::string of = app.get_parent() == nullptr ? "" : fmt::format(" of '{}'", app.get_name());
  complain(fmt::format("unknown verb '{}'{}{}. Verbs{} are: {}", wanted, of, core::did_you_mean(wanted, names), of,
                       fmt::join(names, ", ")));
  return false;
}

ExitCode perform(const Action& action) {
  try {
    return action();
  } catch (const core::Error& error) {
    complain(error.what());
    return exit_code(error.kind());
  } catch (const std::bad_alloc&) {
    complain("out of memory; 'trek check' estimates what a run needs");
    return kLimit;
  } catch (const std::exception& error) {
    complain(fmt::format("internal error: {}; please report it with the command you gave", error.what()));
    return kInternal;
  }
}

ExitCode trek_main(int argc, char** argv) {
  CLI::App app{"trek: where a region's third places go. Scores sites in vacant heritage and writes a map for QGIS.",
               "trek"};
  app.set_version_flag("--version", "trek " + project::version());
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);
  app.footer(
      "Exit codes: 0 done, 1 findings, 2 usage or project file, 3 input data, 4 limit or infeasible, 5 internal, 130 "
      "interrupted.");
  Action action;
  add_run(app, action);
  add_check(app, action);
  add_init(app, action);
  add_fetch(app, action);
  add_inspect(app, action);
  add_import(app, action);
  add_explain(app, action);
  add_network(app, action);
  add_matrix(app, action);
  add_reach(app, action);
  add_isochrone(app, action);
  if (!knows_verb(app, std::span{argv, static_cast<std::size_t>(argc)}.subspan(1))) return kUsage;
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  const ExitCode code = perform(action);
  if (std::fflush(stdout) != 0 && code == kDone) {
    complain("stdout could not be written (is the disk full?)");
    return kUsage;
  }
  return code;
}

}  // namespace
}  // namespace trek::cli

int main(int argc, char** argv) {
  try {
    return trek::cli::trek_main(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "trek: internal error: %s\n", error.what());
    return trek::cli::kInternal;
  }
}
