#include <cstdlib>
#include <map>

#include "trek/core/leftovers.hpp"
#include "trek/core/private_folder.hpp"
#include "verbs.hpp"

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

void SharedOptions::add_format(CLI::App& verb) {
  static const std::map<std::string, Format> kFormats{
      {"table", Format::table}, {"json", Format::json}, {"csv", Format::csv}};
  verb.add_option("--format", format, "How results are printed on stdout")
      ->transform(CLI::CheckedTransformer(kFormats))
      ->option_text("table|json|csv");
}

void SharedOptions::add_progress(CLI::App& verb) {
  static const std::map<std::string, ProgressStyle> kStyles{
      {"auto", ProgressStyle::automatic}, {"none", ProgressStyle::none}, {"json", ProgressStyle::json}};
  verb.add_option("--progress", progress, "Progress on stderr: a bar on a terminal, lines in a log")
      ->transform(CLI::CheckedTransformer(kStyles))
      ->option_text("auto|none|json");
}

void SharedOptions::add_threads(CLI::App& verb) {
  verb.add_option("--threads", thread_count,
                  "Number of threads; the result is the same on any number (default: all processors)")
      ->check(CLI::Range(1U, 1024U))
      ->option_text("N");
}

void SharedOptions::add_data(CLI::App& verb) {
  verb.add_option("--data", data_folder, "Folder of the sources, over 'data' in the project file")
      ->envname("TREK_DATA")
      ->option_text("FOLDER");
  verb.add_option("--allow-outside", allowed_folders,
                  "Folder outside the project's where its names may write too (cache, fetched files); may be repeated")
      ->allow_extra_args(false)
      ->option_text("FOLDER");
}

project::Overrides SharedOptions::overrides() const {
  project::Overrides overrides;
  if (!data_folder.empty()) overrides.data_folder = data_folder;
  overrides.allowed_folders.assign(allowed_folders.begin(), allowed_folders.end());
  return overrides;
}

}  // namespace trek::cli
