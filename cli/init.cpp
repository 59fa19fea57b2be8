#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <optional>

#include "options.hpp"
#include "printing.hpp"
#include "region_project.hpp"
#include "trek/cli/embedded_text.hpp"
#include "trek/config/table_reference.hpp"
#include "trek/core/target_file.hpp"
#include "trek/core/text.hpp"
#include "trek/model/known_municipalities.hpp"
#include "trek/project/reference.hpp"
#include "twente/twente.hpp"

namespace trek::cli {
namespace {

std::string as_given(std::string_view text) { return std::string{text}; }
const model::KnownRegion* region_meant(std::string_view text) { return &model::named_region(text); }

struct InitArguments {
  std::string folder;
  std::string demo;
  std::optional<std::string> municipalities;
  std::optional<std::string> codes;
  const model::KnownRegion* region = nullptr;
  std::optional<model::Language> language;
  bool reference = false;
  SharedOptions shared;

  void declare(Arguments& all) {
    all.add("FOLDER", folder, {"Folder to make or fill", "myregion", "none, for --reference", false, Kind::folder_out});
    all.add("--reference", reference,
            {"Print every key of a project file and every field of the tables, and make nothing"});
    all.add("--demo", demo, choices_of(std::array<std::string_view, 1>{"twente"}),
            {"Embedded data set to write beside it"});
    all.add(
        "--municipalities", municipalities, as_given,
        {"A project of these municipalities, ready to fetch and run: names, with commas between", "Enschede,Hengelo"});
    all.add("--codes", codes, as_given, {"The same by their codes", "GM0153,GM0164"});
    Argument regions{"The same of all that lie in a region, spelled any way; a COROP region also by its code, as CR14",
                     "Twente",
                     {},
                     false,
                     Kind::choice};
    for (const model::KnownRegion& known : model::known_regions()) regions.choices.push_back(word_for(known));
    all.add("--region", region, region_meant, std::move(regions));
    all.add("--lang", language, languages(),
            {"Language of comments, labels and map, for a project of municipalities", {}, "nl"});
    shared.add_threads(all).add_progress(all);
  }
};

namespace fs = std::filesystem;

void write_file(const fs::path& file, std::string_view text) {
  core::TargetFile target{file, false};
  std::ofstream stream{target.temporary(), std::ios::binary};
  stream << text;
  stream.close();
  if (!stream)
    throw core::Error{core::ErrorKind::output, fmt::format("{}: cannot be written; make room there", file.string())};
  target.put_in_place();
}

/// A link that leads nowhere is there too.
void check_free(const fs::path& file) {
  std::error_code ignored;
  if (!fs::exists(fs::symlink_status(file, ignored))) return;
  core::refuse_argument(fmt::format("{}: exists already and is left as it is; give another folder", file.string()));
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  const bool full = error == std::errc::no_space_on_device || error == std::errc::io_error;
  if (error)
    throw core::Error{full ? core::ErrorKind::output : core::ErrorKind::bad_argument,
                      fmt::format("{}: cannot be made ({}); give another folder", folder.string(), error.message())};
}

/// A file in the folder of the data until the project file stands too: an init that was cut off may be done over.
constexpr const char* kUnfinished = ".trek-init-unfinished";

/// The mark of an init that was cut off when all but taking it away was done.
void remove_stale_mark(const fs::path& project_file, const fs::path& data) {
  std::error_code ignored;
  if (fs::is_regular_file(fs::symlink_status(project_file, ignored))) fs::remove(data / kUnfinished, ignored);
}

void write_demo_data(const fs::path& folder, Session& session) {
  const fs::path mark = folder / kUnfinished;
  std::error_code ignored;
  if (!fs::exists(mark, ignored)) {
    if (!fs::is_empty(folder, ignored))
      core::refuse_argument(
          fmt::format("{}: holds files already, which are left as they are; give another folder", folder.string()));
    write_file(mark, "trek init was cut off here: run it again\n");
  }
  for (const auto& written : datasets::write_twente(folder, {}, session.control())) {
    session.console().say(fmt::format("  {:<44} {:>8}  {}", written.path.string(), written.record_count, written.what));
  }
}

void print_heading(std::string_view heading, std::initializer_list<std::string_view> table) {
  print_line();
  print_line("## {}", heading);
  print_line();
  for (const std::string_view line : table) print_line(line);
}

/// Every key of a project file and every field of a table, as Markdown.
void print_reference() {
  std::string table;
  print_line("# Project file");
  for (const config::AskedKey& entry : project::key_reference()) {
    if (entry.table != table) {
      print_heading(fmt::format("[{}]", entry.table), {});
      if (entry.key.empty()) print_line(entry.meaning);
      if (entry.key.empty()) print_line();
      print_line("| key | takes | what it is for |");
      print_line("|---|---|---|");
    }
    table = entry.table;
    if (!entry.key.empty()) print_line("| `{}` | {} | {} |", entry.key, entry.takes, entry.meaning);
  }
  print_line();
  print_line("# Measures");
  print_line();
  print_line("What a criterion may name; `bicycle` and `15` stand for any mode and limit of the project.");
  print_line();
  print_line("| measure | unit | what | needs |");
  print_line("|---|---|---|---|");
  for (const project::MeasureReference& entry : project::measure_reference())
    print_line("| `{}` | {} | {} | {} |", entry.id, entry.unit, entry.label, entry.needs);
  print_line();
  print_line("# Fields of the tables");
  print_line();
  print_line(
      "A source fills one table. A field is recognised under the names behind it, in any case and with or without _ "
      "and "
      "spaces; another");
  print_line(
      "name is given in `fields` of the source. A layer without geometry takes its place from x and y, or lat and "
      "lon.");
  for (const config::TableReference& entry : config::table_reference()) {
    print_heading(fmt::format("{} (a record is named by `{}`)", entry.name, entry.key),
                  {"| field | recognised as |", "|---|---|"});
    for (const config::FieldReference& field : entry.fields) {
      print_line("| `{}`{} | {} |", field.name, field.required ? " (required)" : "", fmt::join(field.spellings, ", "));
    }
  }
}

/// The region that is asked for by name or code, if any is.
std::optional<ProjectRegion> find_region(const InitArguments& arguments) {
  if (arguments.region != nullptr)
    return ProjectRegion{name_of(*arguments.region), model::municipalities_of(*arguments.region)};
  if (!arguments.municipalities && !arguments.codes) return std::nullopt;
  auto list =
      arguments.codes ? model::listed_codes(*arguments.codes) : model::listed_municipalities(*arguments.municipalities);
  core::Phrase name = name_of_all(list);
  return ProjectRegion{std::move(name), std::move(list)};
}

void check_one_kind(const InitArguments& arguments) {
  const int kinds =
      (arguments.municipalities ? 1 : 0) + (arguments.codes ? 1 : 0) + (arguments.region != nullptr ? 1 : 0);
  if (kinds + (arguments.demo.empty() ? 0 : 1) > 1)
    core::refuse_argument("init: give one of --municipalities, --codes, --region and --demo");
  if (arguments.language && kinds == 0)
    core::refuse_argument(
        "init: --lang goes with --municipalities, --codes or --region; give one of these, or leave it out");
}

void tell_next(Console& console, const fs::path& file, const ProjectRegion& region) {
  std::vector<std::string> names;
  for (const auto& entry : region.municipalities) names.push_back(fmt::format("{} ({})", entry.name, entry.code));
  console.say(fmt::format("{}: {} of {}: {}", file.string(), names.size() == 1 ? "municipality" : "municipalities",
                          model::kKnownMunicipalitiesYear, fmt::join(names, ", ")));
  console.say(fmt::format("next: trek fetch {} (over 8 GB, national files), then: trek check {}", file.string(),
                          file.string()));
}

ExitCode init_project(const InitArguments& arguments) {
  if (arguments.reference) {
    print_reference();
    return kDone;
  }
  if (arguments.folder.empty())
    throw core::Error{core::ErrorKind::config, "init: give the folder to make, or --reference"};
  check_one_kind(arguments);
  const auto region = find_region(arguments);
  Session session{arguments.shared};
  const fs::path folder{arguments.folder};
  const auto file = folder / "trek.toml";
  remove_stale_mark(file, folder / "data");
  check_free(file);
  make_folder(folder / "data");
  if (region) {
    write_file(file, region_project_text(*region, arguments.language.value_or(model::Language::nl)));
    tell_next(session.console(), file, *region);
    return kDone;
  }
  if (arguments.demo.empty()) {
    write_file(file, project_template);
    session.console().say(fmt::format("{}: fill in your sources, then: trek check {}", file.string(), file.string()));
    return kDone;
  }
  write_demo_data(folder / "data", session);
  write_file(file, twente_project);  // after them: a project file means that its data are there
  remove_stale_mark(file, folder / "data");
  session.console().say(fmt::format("{}: made-up region on the facts of Twente; next: trek run {} -o twente.gpkg",
                                    file.string(), file.string()));
  return kDone;
}

}  // namespace

Verb init_verb() {
  return verb("init", "Write a project file: a commented one, one of named municipalities, or the embedded region",
              {"trek init enschede --municipalities Enschede,Hengelo", "trek init twente --region twente --lang en",
               "trek init myregion", "trek init demo --demo twente", "trek init --reference"},
              init_project);
}

}  // namespace trek::cli
