#include "trek/publish/detail/opened_output.hpp"

#include <fmt/format.h>

#include <string>
#include <system_error>

#include "trek/core/error.hpp"
#include "trek/core/input_file.hpp"
#include "trek/core/leftovers.hpp"
#include "trek/core/private_folder.hpp"

namespace trek::publish::detail {
namespace {

namespace fs = std::filesystem;

constexpr auto kLogs = {"-wal", "-journal"};

bool has_log(const fs::path& file) {
  std::error_code ignored;
  for (const char* const log : kLogs) {
    if (fs::exists(file.string() + log, ignored)) return true;
  }
  return false;
}

void check_output(const Database& database, const fs::path& file) {
  Statement tables{database,
                   "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('sites', 'criteria', 'run')"};
  tables.step();
  if (tables.integer(0) == 3) return;
  throw core::Error{
      core::ErrorKind::data,
      fmt::format("{}: is not an output of `trek run`: it lacks the tables sites, criteria and run", file.string())};
}

}  // namespace

OpenedOutput::OpenedOutput(const fs::path& file) {
  if (core::is_absent(file)) {
    throw core::Error{core::ErrorKind::data,
                      fmt::format("{}: no such file; give the output of `trek run`", file.string())};
  }
  core::check_input(file);
  if (has_log(file)) {
    copy(file);
    database_.emplace(folder_ / file.filename(), OpenMode::read_copy, core::ErrorKind::data, file.string());
  } else {
    database_.emplace(file, OpenMode::read_only, core::ErrorKind::data, file.string());
  }
  check_output(*database_, file);
}

OpenedOutput::~OpenedOutput() {
  database_.reset();
  if (folder_.empty()) return;
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
  core::forget_leftover(folder_);
}

void OpenedOutput::copy(const fs::path& file) {
  folder_ = core::make_private_folder("trek-read");
  core::add_leftover(folder_);
  std::error_code error;
  fs::copy_file(file, folder_ / file.filename(), error);
  for (const char* const log : kLogs) {
    const fs::path beside{file.string() + log};
    std::error_code ignored;
    if (error || !fs::exists(beside, ignored)) continue;
    core::check_input(beside);
    fs::copy_file(beside, folder_ / beside.filename(), error);
  }
  if (!error) return;
  throw core::Error{
      core::ErrorKind::output,
      fmt::format("{}: cannot be copied into {}, to be read there untouched ({}); make room, or set TMPDIR",
                  file.string(), folder_.string(), error.message())};
}

}  // namespace trek::publish::detail
