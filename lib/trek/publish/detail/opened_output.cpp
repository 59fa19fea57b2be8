#include "trek/publish/detail/opened_output.hpp"

#include <fmt/format.h>

#include <string>
#include <system_error>

#include "trek/core/error.hpp"
#include "trek/core/input_file.hpp"

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

OpenedOutput::OpenedOutput(const fs::path& file, const std::optional<model::Language>& language) {
  if (core::is_absent(file)) {
    throw core::Error{core::ErrorKind::data,
                      fmt::format("{}: no such file; give the output of `trek run`", file.string())};
  }
  core::check_input(file);
  if (has_log(file)) {
    copy(file);
    database_.emplace(folder_->path() / file.filename(), OpenMode::read_copy, core::ErrorKind::data, file.string());
  } else {
    database_.emplace(file, OpenMode::read_only, core::ErrorKind::data, file.string());
  }
  check_output(*database_, file);
  language_.emplace(*database_, language);
}

void OpenedOutput::copy(const fs::path& file) {
  folder_.emplace("trek-read");
  for (const char* const log : kLogs) {
    const fs::path beside{file.string() + log};
    std::error_code ignored;
    if (!fs::exists(beside, ignored)) continue;
    core::check_input(beside);
    folder_->copy(beside);
  }
  folder_->copy(file);
}

}  // namespace trek::publish::detail
