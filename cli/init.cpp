#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "trek/cli/embedded_text.hpp"
#include "twente/twente.hpp"
#include "verbs.hpp"

namespace trek::cli {
namespace {

struct InitArguments {
  std::string folder;
  std::string demo;
  SharedOptions shared;
};

void write_project_file(const std::filesystem::path& file, std::string_view text) {
  std::ofstream stream{file, std::ios::binary};
  stream << text;
  stream.close();
  if (!stream)
    throw core::Error{core::ErrorKind::output,
                      fmt::format("{}: cannot be written; check permissions and space", file.string())};
}

void check_free(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return;
  throw core::Error{core::ErrorKind::output,
                    fmt::format("{}: exists already and is left as it is; give another folder", file.string())};
}

ExitCode init_project(const InitArguments& arguments) {
  Session session{arguments.shared};
  const std::filesystem::path folder{arguments.folder};
  const auto file = folder / "trek.toml";
  check_free(file);
  std::error_code error;
  std::filesystem::create_directories(folder / "data", error);
  if (error)
    throw core::Error{core::ErrorKind::output, fmt::format("{}: cannot be made: {}", folder.string(), error.message())};
  if (arguments.demo.empty()) {
    write_project_file(file, project_template);
    session.console().say(fmt::format("{}: fill in your sources, then: trek check {}", file.string(), file.string()));
    return kDone;
  }
  for (const auto& written : datasets::write_twente(folder / "data", {}, session.control())) {
    session.console().say(fmt::format("  {:<44} {:>8}  {}", written.path.string(), written.record_count, written.what));
  }
  write_project_file(file, twente_project);  // last: a project file means that its data are there
  session.console().say(fmt::format("{}: made-up region on the facts of Twente; next: trek run {} -o twente.gpkg",
                                    file.string(), file.string()));
  return kDone;
}

}  // namespace

void add_init(CLI::App& app, Action& action) {
  const auto arguments = std::make_shared<InitArguments>();
  CLI::App* verb = app.add_subcommand("init", "Write a commented project file, and with --demo the embedded region");
  verb->add_option("FOLDER", arguments->folder, "Folder to make or fill")->required();
  verb->add_option("--demo", arguments->demo, "Embedded data set to write beside it")
      ->check(CLI::IsMember({"twente"}))
      ->option_text("twente");
  arguments->shared.add_threads(*verb);
  arguments->shared.add_progress(*verb);
  verb->callback([&action, arguments] { action = [arguments] { return init_project(*arguments); }; });
}

}  // namespace trek::cli
