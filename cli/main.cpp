#include <fmt/format.h>
#include <unistd.h>

#include <clocale>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <new>
#include <span>
#include <string>
#include <system_error>
#include <vector>

#include "printing.hpp"
#include "standard_streams.hpp"
#include "trek/core/inert_text.hpp"
#include "trek/core/leftovers.hpp"
#include "trek/core/shortage.hpp"
#include "trek/core/text.hpp"
#include "trek/project/run.hpp"
#include "verbs.hpp"

namespace trek::cli {
namespace {

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

/// An empty text names nothing, whatever is asked: a variable of a script that was not set must not pass for an option
/// that was left out.
void refuse_empty_texts(CLI::App& app) {
  for (CLI::Option* const option : app.get_options()) {
    const char* const remedy = option->get_required() ? "" : ", or leave it out";
    option->check([remedy](const std::string& text) {
      return text.empty() ? fmt::format("the text given for it is empty; give a value{}", remedy) : std::string{};
    });
  }
  for (CLI::App* const verb : app.get_subcommands({})) refuse_empty_texts(*verb);
}

std::string system_fault(const std::system_error& error) {
  const std::string reason = error.code().message();
  const auto* const of_file = dynamic_cast<const std::filesystem::filesystem_error*>(&error);
  if (of_file != nullptr && !of_file->path1().empty())
    return fmt::format("{}: {}; correct the path, or its permissions", of_file->path1().string(), reason);
  return fmt::format("the system refuses: {} ({})", error.what(), reason);
}

ExitCode complain_of_system(const std::system_error& error) {
  try {
    core::refuse_want_of_threads(error);
    core::check_shortage(system_fault(error));
  } catch (const core::Error& shortage) {
    complain(shortage.what());
    return exit_code(shortage.kind());
  }
  complain(system_fault(error));
  return kData;
}

/// Memory can run out where nothing may be thrown: in a library's callback, or while another fault is passed on.
[[noreturn]] void end_without_memory() noexcept {
  try {
    if (const auto fault = std::current_exception()) std::rethrow_exception(fault);
  } catch (const std::bad_alloc&) {
    constexpr std::string_view kWords = "trek: out of memory; 'trek check' estimates what a run needs\n";
    static_cast<void>(!::write(STDERR_FILENO, kWords.data(), kWords.size()));
    core::remove_leftovers();
    _exit(kLimit);
  } catch (...) {
    std::abort();  // trek's own mistake
  }
  std::abort();
}

ExitCode perform(const Action& action) {
  try {
    return action();
  } catch (const core::Error& error) {
    complain(error.what());
    return exit_code(error.kind());
  } catch (const std::bad_alloc&) {
    const std::string shortage = core::find_shortage();
    complain((shortage.empty() ? "out of memory" : shortage) + "; 'trek check' estimates what a run needs");
    return kLimit;
  } catch (const std::system_error& error) {  // of files, streams and threads: the outside, not trek
    return complain_of_system(error);
  } catch (const std::exception& error) {
    if (stdout_failed()) return kData;  // told by finish_stdout
    complain(fmt::format("internal error: {}; please report it with the command you gave", error.what()));
    return kInternal;
  }
}

ExitCode trek_main(int argc, char** argv) {
  std::set_terminate(end_without_memory);
  CLI::App app{"trek: where a region's third places go. Scores sites in vacant heritage and writes a map for QGIS.",
               "trek"};
  app.set_version_flag("--version", "trek " + project::version());
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);
  app.failure_message([](const CLI::App*, const CLI::Error& error) {  // holds the user's own words
    return core::terminal_text(error.what()) + "\nRun with --help for more information.\n";
  });
  app.footer(
      "Exit codes: 0 done, 1 findings, 2 usage or project file, 3 input data, or a disk that is full or fails, 4 limit "
      "or "
      "infeasible, 5 internal, 130 interrupted.\n"
      "Outputs appear whole or not at all. A link is followed to the file that it leads to, and refused where it leads "
      "nowhere; an output is never one of the inputs.");
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
  refuse_empty_texts(app);
  if (!knows_verb(app, std::span{argv, static_cast<std::size_t>(argc)}.subspan(1))) return kUsage;
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  return perform(action);
}

}  // namespace
}  // namespace trek::cli

int main(int argc, char** argv) {
  trek::cli::prepare_standard_streams();
  try {
    return trek::cli::finish_stdout(trek::cli::trek_main(argc, argv));
  } catch (const std::exception& error) {
    trek::cli::complain(std::string{"internal error: "} + error.what());
    return trek::cli::kInternal;
  }
}
