#include "options.hpp"

#include <cstdlib>

#include "trek/core/leftovers.hpp"
#include "trek/core/private_folder.hpp"

namespace trek::cli {

ExitCode exit_code(core::ErrorKind kind) noexcept {
  switch (kind) {
    case core::ErrorKind::bad_argument:
    case core::ErrorKind::config:
      return kUsage;
    case core::ErrorKind::data:
    case core::ErrorKind::output:
      return kData;
    case core::ErrorKind::limit:
      return kLimit;
    case core::ErrorKind::cancelled:
      return kInterrupted;
    case core::ErrorKind::internal:
      return kInternal;
  }
  return kInternal;
}

Session::Session(const SharedOptions& options) : console_{options.progress}, thread_count_{options.thread_count} {
  core::set_leftover_listener([this](const std::string& line) { console_.say(line); });
  core::remove_dead_private_folders();
}

Session::~Session() { core::set_leftover_listener({}); }

const Choices<model::Language>& languages() {
  static const Choices<model::Language> kLanguages{{"nl", model::Language::nl}, {"en", model::Language::en}};
  return kLanguages;
}

SharedOptions& SharedOptions::add_format(Arguments& all) {
  const Choices<Format> formats{{"table", Format::table}, {"json", Format::json}, {"csv", Format::csv}};
  all.add("--format", format, formats, {"How results are printed on stdout"});
  return *this;
}

SharedOptions& SharedOptions::add_progress(Arguments& all) {
  const Choices<ProgressStyle> styles{
      {"auto", ProgressStyle::automatic}, {"none", ProgressStyle::none}, {"json", ProgressStyle::json}};
  all.add("--progress", progress, styles, {"Progress on stderr: a bar on a terminal, lines in a log"});
  return *this;
}

SharedOptions& SharedOptions::add_threads(Arguments& all) {
  all.add("--threads", thread_count, {1, 1024},
          {"Number of threads; the result is the same on any number", "2", "all processors"});
  return *this;
}

SharedOptions& SharedOptions::add_data(Arguments& all) {
  all.add("--data", data_folder,
          {"Folder of the sources", "data", "'data' of the project file", false, Kind::folder, "TREK_DATA"});
  all.add("--allow-outside", allowed_folders,
          {"Folder outside the project's where its names may write too (cache, fetched files)",
           "cache",
           {},
           false,
           Kind::folder});
  return *this;
}

void OutputFile::declare(Arguments& all, std::string name, Argument described) {
  described.kind = Kind::file_out;
  all.add(std::move(name), path, std::move(described));
  all.add("--overwrite", overwrite, {"Replace an existing file; it stays as it is until the new one is complete"});
}

project::Overrides SharedOptions::overrides() const {
  project::Overrides overrides;
  if (!data_folder.empty()) overrides.data_folder = data_folder;
  const char* const variable = std::getenv("TREK_DATA");
  if (variable != nullptr && data_folder == variable) overrides.data_folder_by = project::DataFolderBy::variable;
  overrides.allowed_folders.assign(allowed_folders.begin(), allowed_folders.end());
  return overrides;
}

}  // namespace trek::cli
