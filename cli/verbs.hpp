#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "console.hpp"
#include "interrupt.hpp"
#include "result_table.hpp"
#include "trek/core/control.hpp"
#include "trek/core/error.hpp"
#include "trek/project/project.hpp"

namespace trek::cli {

/// Exit codes, as README promises them.
enum ExitCode : int {
  kDone = 0,
  kFindings = 1,
  kUsage = 2,
  kData = 3,
  kLimit = 4,
  kInternal = 5,
  kInterrupted = 130,
};
[[nodiscard]] ExitCode exit_code(core::ErrorKind kind) noexcept;

/// What a verb leaves behind while arguments are parsed: the work to do afterwards.
using Action = std::function<ExitCode()>;

void add_run(CLI::App& app, Action& action);
void add_check(CLI::App& app, Action& action);
void add_init(CLI::App& app, Action& action);
void add_fetch(CLI::App& app, Action& action);
void add_inspect(CLI::App& app, Action& action);
void add_import(CLI::App& app, Action& action);
void add_explain(CLI::App& app, Action& action);
void add_network(CLI::App& app, Action& action);
void add_matrix(CLI::App& app, Action& action);
void add_reach(CLI::App& app, Action& action);
void add_isochrone(CLI::App& app, Action& action);

/// Options that several verbs share; each registers the ones it has.
struct SharedOptions {
  Format format = Format::table;
  ProgressStyle progress = ProgressStyle::automatic;
  unsigned thread_count = 0;
  std::string data_folder;  // empty: $TREK_DATA, else what the project says
  std::vector<std::string> allowed_folders;

  void add_format(CLI::App& verb);
  void add_progress(CLI::App& verb);
  void add_threads(CLI::App& verb);
  void add_data(CLI::App& verb);
  [[nodiscard]] project::Overrides overrides() const;
};

/// Console and Ctrl-C for a long verb, bound together into a core::Control. The console hears of leftovers too.
class Session {
 public:
  explicit Session(const SharedOptions& options);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  [[nodiscard]] Console& console() noexcept { return console_; }
  [[nodiscard]] core::Control control() { return {console_.progress(), interrupt_.token(), thread_count_}; }

 private:
  Interrupt interrupt_;  // before any other thread
  Console console_;
  unsigned thread_count_;
};

}  // namespace trek::cli
