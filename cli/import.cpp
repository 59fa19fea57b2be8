#include "trek/ingest/import.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <memory>

#include "kept_content.hpp"
#include "trek/core/target_file.hpp"
#include "trek/core/text.hpp"
#include "trek/ingest/input_files.hpp"
#include "trek/project/run.hpp"
#include "trek/publish/geopackage.hpp"
#include "trek/publish/import_map.hpp"
#include "verbs.hpp"

namespace trek::cli {
namespace {

struct ImportArguments {
  std::string input;
  std::string output;
  model::Source source;
  std::vector<std::string> fields;
  std::string crs{geo::kRdNew};
  std::string language = "nl";
  bool overwrite = false;
  SharedOptions shared;
};

/// "floor_area_m2=bvo" -> the field bvo of the source holds floor areas.
std::map<std::string, std::string> parsed_fields(const std::vector<std::string>& words) {
  std::map<std::string, std::string> fields;
  for (const std::string& word : words) {
    const auto equals = word.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == word.size()) {
      throw core::Error{core::ErrorKind::bad_argument,
                        fmt::format("--field {}: give TREK_FIELD=SOURCE_FIELD, such as floor_area_m2=bvo", word)};
    }
    fields[word.substr(0, equals)] = word.substr(equals + 1);
  }
  return fields;
}

void check_crs_reason(const model::Source& source) {
  if (source.crs.empty() == source.crs_reason.empty()) return;
  throw core::Error{core::ErrorKind::bad_argument,
                    "--source-crs and --crs-reason go together: what is believed over the file needs its reason"};
}

ResultTable count_table(const ingest::Imported& imported) {
  const auto& record = imported.record;
  ResultTable table{{{"table", "table"},
                     {"mapping", "mapping"},
                     {"layer", "layer"},
                     {"features", "features"},
                     {"written", "written"},
                     {"joined", "joined"},
                     {"rejected", "rejected"},
                     {"left_out", "left out"},
                     {"repaired", "repaired"}}};
  const auto count = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  table.add({record.source.table, record.mapping, record.layer, count(record.read_count), count(record.used_count),
             count(record.joined_count), count(record.rejected_count), count(record.left_out_count),
             count(record.repaired_count)});
  return table;
}

void tell_findings(Console& console, const ingest::Imported& imported) {
  for (const core::Phrase& note : imported.record.notes) console.say("note: " + note.en);
  std::map<std::string, std::pair<std::size_t, const core::Finding*>> by_rule;  // with the first of each
  for (const core::Finding& finding : imported.report.findings()) {
    auto& [n, first] = by_rule[finding.rule];
    if (n++ == 0) first = &finding;
  }
  for (const auto& [rule, entry] : by_rule) {
    const core::Finding& first = *entry.second;
    console.say(fmt::format("{} {}, first {}{}: {}", entry.first, rule, first.record.en,
                            first.value.empty() ? "" : fmt::format(" '{}'", first.value.en), first.remedy));
  }
}

ExitCode import_file(ImportArguments arguments) {
  Session session{arguments.shared};
  const core::Control control = session.control();
  model::Source& source = arguments.source;
  source.path = arguments.input;
  source.name = source.path.stem().string();
  source.fields = parsed_fields(arguments.fields);
  check_crs_reason(source);
  // Before any work: an output that is there is refused at once. It leaves no trace, and the map makes its own.
  publish::check_file_name(arguments.output);
  core::check_target(arguments.output, arguments.overwrite, ingest::input_files(arguments.input));
  const KeptContent kept{arguments.output, arguments.overwrite};
  ingest::ReadOptions options;
  options.crs = arguments.crs;
  options.today = project::run_timestamp().substr(0, 10);
  const ingest::Imported imported = ingest::import_source(source, options, control);
  tell_findings(session.console(), imported);
  if (model::row_count(imported.table) == 0) {
    throw core::Error{core::ErrorKind::data,
                      fmt::format("{}: none of its {} features can be used as '{}'; there is nothing to write",
                                  arguments.input, imported.record.read_count, source.table)};
  }
  publish::write_import({imported, source.table, arguments.language == "en" ? model::Language::en : model::Language::nl,
                         arguments.crs, project::run_timestamp()},
                        arguments.output, {arguments.overwrite}, control);
  count_table(imported).print(arguments.shared.format);
  kept.tell(session.console());
  session.console().say(fmt::format("Written: {} (open it in QGIS: project 'trek' inside)", arguments.output));
  return kDone;
}

}  // namespace

void add_import(CLI::App& app, Action& action) {
  const auto arguments = std::make_shared<ImportArguments>();
  CLI::App* verb = app.add_subcommand("import", "One source as a checked layer, with every record that is not in it");
  verb->add_option("FILE", arguments->input, "What to read; 'trek inspect FILE' says what it is")->required();
  verb->add_option("-o,--output", arguments->output, "GeoPackage to write")->required()->option_text("OUT.gpkg");
  verb->add_option("--as", arguments->source.table,
                   fmt::format("What it is: {}", fmt::join(ingest::importable_tables(), ", ")))
      ->required()
      ->option_text("TABLE");
  verb->add_option("--mapping", arguments->source.mapping,
                   "Read it by this mapping (default: recognised by its fields)")
      ->option_text("M");
  verb->add_option("--layer", arguments->source.layer, "Layer to read (default: the one that fits)")
      ->option_text("NAME");
  verb->add_option("--field", arguments->fields, "Where a field of trek is in the source; can be repeated")
      ->option_text("TREK_FIELD=SOURCE_FIELD");
  verb->add_option("--where", arguments->source.where, "Only features that meet this OGR condition; others are listed")
      ->option_text("CONDITION");
  verb->add_option("--decimal", arguments->source.decimal,
                   "Decimal mark of its numbers, where their columns do not show it")
      ->check(CLI::IsMember({",", "."}))
      ->option_text(",|.");
  verb->add_option("--at", arguments->source.reference_date,
                   "Of a source with history (LV BAG): what was current on this day (default: now)")
      ->option_text("DATE");
  verb->add_option("--source-crs", arguments->source.crs, "CRS of the source, over what it declares")
      ->option_text("EPSG:nnnn");
  verb->add_option("--crs-reason", arguments->source.crs_reason, "Why --source-crs is believed; goes into the output")
      ->option_text("TEXT");
  verb->add_option("--crs", arguments->crs, "CRS of the output, in metres (default: EPSG:28992)")
      ->option_text("EPSG:nnnn");
  verb->add_option("--lang", arguments->language, "Language of labels and map (default: nl)")
      ->check(CLI::IsMember({"nl", "en"}))
      ->option_text("nl|en");
  verb->add_flag("--overwrite", arguments->overwrite,
                 "Replace an existing output; it stays as it is until the new one is complete");
  arguments->shared.add_progress(*verb);
  arguments->shared.add_format(*verb);
  verb->callback([&action, arguments] { action = [arguments] { return import_file(*arguments); }; });
}

}  // namespace trek::cli
