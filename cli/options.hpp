#pragma once

#include <string>
#include <vector>

#include "console.hpp"
#include "interrupt.hpp"
#include "result_table.hpp"
#include "trek/core/control.hpp"
#include "trek/core/error.hpp"
#include "trek/model/codes.hpp"
#include "trek/project/project.hpp"
#include "verb.hpp"

namespace trek::cli {

[[nodiscard]] ExitCode exit_code(core::ErrorKind kind) noexcept;

/// nl and en.
[[nodiscard]] const Choices<model::Language>& languages();

/// Arguments that several verbs share; each declares the ones it has.
struct SharedOptions {
  Format format = Format::table;
  ProgressStyle progress = ProgressStyle::automatic;
  unsigned thread_count = 0;  // all processors
  std::string data_folder;    // empty: $TREK_DATA, else what the project says
  std::vector<std::string> allowed_folders;

  SharedOptions& add_format(Arguments& all);
  SharedOptions& add_progress(Arguments& all);
  SharedOptions& add_threads(Arguments& all);
  SharedOptions& add_data(Arguments& all);
  [[nodiscard]] project::Overrides overrides() const;
};

/// A file that is written, and whether it may replace one that is there.
struct OutputFile {
  std::string path;
  bool overwrite = false;
  void declare(Arguments& all, std::string name, Argument described);
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
