#include "talk.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <mutex>
#include <set>

#include "log.hpp"
#include "printing.hpp"
#include "trek/core/error.hpp"
#include "trek/core/input_file.hpp"
#include "trek/core/target_file.hpp"

namespace trek::cli {
namespace {

namespace fs = std::filesystem;

/// The files that a command names.
struct NamedFiles {
  std::vector<fs::path> inputs;
  std::vector<fs::path> outputs;
};

std::string& command_words() {
  static std::string words;
  return words;
}

/// Has the files that an argument names noted when it takes them.
void watch(Argument& argument, const std::shared_ptr<NamedFiles>& files) {
  const bool is_input = argument.kind == Kind::file_in || argument.kind == Kind::folder;
  if (!is_input && argument.kind != Kind::file_out) return;
  argument.take = [take = argument.take, files, is_input](const std::string& text) {
    take(text);
    (is_input ? files->inputs : files->outputs).emplace_back(text);
  };
}

/// Each input once, with its size, when it is first opened.
void tell_inputs() {
  const auto told = std::make_shared<std::set<fs::path>>();
  core::set_input_listener([told](const fs::path& path) {
    if (!told->insert(path).second) return;
    std::error_code error;
    const auto size = fs::file_size(path, error);
    tell_detail("read", error ? path.string() : fmt::format("{} ({} bytes)", path.string(), size));
  });
}

void begin_log(const fs::path& file, const NamedFiles& named) {
  check_log(file);
  core::check_target(file, true, named.inputs);
  std::vector<fs::path> outputs = named.outputs;
  outputs.push_back(file);
  core::check_different(outputs);
  open_log(file, command_words());
}

void begin_talk(const TalkOptions& options, const NamedFiles& named) {
  if (options.quiet && options.verbose) core::refuse_argument("--quiet and --verbose contradict each other; give one");
  if (options.quiet) set_loudness(Loudness::quiet);
  if (options.verbose) set_loudness(Loudness::verbose);
  if (!options.log_file.empty()) begin_log(options.log_file, named);
  if (keeps_details()) tell_inputs();
}

}  // namespace

void TalkOptions::declare(Arguments& all) {
  all.add("--quiet", quiet, {"Only what goes wrong is told on stderr"});
  all.add("--verbose", verbose, {"Also told on stderr: each input, and the time of each stage"});
  all.add("--log-file", log_file,
          {"Log with times (UTC) of what was read, told and found; written as it happens, and gone on with where it "
           "is there",
           "trek.log",
           {},
           false,
           Kind::file_out});
}

void set_command(std::span<const char* const> words) { command_words() = fmt::format("{}", fmt::join(words, " ")); }

Call call_with_talk(const Arguments& arguments, Action action) {
  const auto options = std::make_shared<TalkOptions>();
  const auto files = std::make_shared<NamedFiles>();
  std::vector<Argument> all = arguments.list();
  for (Argument& argument : all) watch(argument, files);
  Arguments of_talk;
  options->declare(of_talk);
  all.insert(all.end(), of_talk.list().begin(), of_talk.list().end());
  return {std::move(all), [options, files, work = std::move(action)] {
            begin_talk(*options, *files);
            return work();
          }};
}

}  // namespace trek::cli
