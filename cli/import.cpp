#include "trek/ingest/import.hpp"

#include <fmt/format.h>

#include <array>
#include <map>

#include "kept_content.hpp"
#include "options.hpp"
#include "trek/core/target_file.hpp"
#include "trek/fetch/download_day.hpp"
#include "trek/ingest/input_files.hpp"
#include "trek/project/timestamp.hpp"
#include "trek/publish/geopackage.hpp"
#include "trek/publish/import_map.hpp"

namespace trek::cli {
namespace {

using FieldName = std::pair<std::string, std::string>;

/// "floor_area_m2=bvo": the field bvo of the source holds floor areas.
FieldName parsed_field(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0 || equals + 1 == text.size())
    core::refuse_argument("give TREK_FIELD=SOURCE_FIELD, such as floor_area_m2=bvo");
  return {std::string{text.substr(0, equals)}, std::string{text.substr(equals + 1)}};
}

struct ImportArguments {
  std::filesystem::path input;
  OutputFile output;
  model::Source source;
  std::vector<FieldName> fields;
  std::string crs{geo::kRdNew};
  model::Language language = model::Language::nl;
  SharedOptions shared;

  void declare(Arguments& all) {
    all.add("FILE", input, {"What to read; 'trek inspect FILE' says what it is", "panden.gpkg"});
    output.declare(all, "-o,--output", {"GeoPackage to write", "buildings.gpkg", {}, true});
    all.add("--as", source.table, choices_of(ingest::importable_tables()), {"What it is", {}, {}, true});
    all.add("--mapping", source.mapping, {"Read it by this mapping", "bag_buildings", "recognised by its fields"});
    all.add("--layer", source.layer, {"Layer to read", "pand", "the one that fits"});
    all.add("--field", fields, parsed_field, {"Where a field of trek is in the source", "floor_area_m2=bvo"});
    all.add("--where", source.where,
            {"Only features that meet this OGR condition; others are listed", "bouwjaar<1950"});
    all.add("--decimal", source.decimal, choices_of(std::array<std::string_view, 2>{",", "."}),
            {"Decimal mark of its numbers, where their columns do not show it"});
    all.add("--at", source.reference_date,
            {"Of a source with history (LV BAG): what was current on this day", "2024-01-01", "now"});
    all.add("--source-crs", source.crs, {"CRS of the source, over what it declares", "EPSG:28992"});
    all.add("--crs-reason", source.crs_reason, {"Why --source-crs is believed; goes into the output", "metadata"});
    all.add("--crs", crs, {"CRS of the output, in metres", "EPSG:25832"});
    all.add("--lang", language, languages(), {"Language of labels and map"});
    shared.add_progress(all).add_format(all);
  }
};

void check_crs_reason(const model::Source& source) {
  if (source.crs.empty() == source.crs_reason.empty()) return;
  throw core::Error{core::ErrorKind::bad_argument,
                    "--source-crs and --crs-reason go together: what is believed over the file needs its reason"};
}

ResultTable count_table(const ingest::Imported& imported) {
  const auto& record = imported.record;
  ResultTable table{{"table", "mapping", "layer", "features", "written", "joined", "rejected", "left_out", "repaired"}};
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

ExitCode import_file(const ImportArguments& arguments) {
  Session session{arguments.shared};
  const core::Control control = session.control();
  model::Source source = arguments.source;
  source.path = arguments.input;
  source.name = source.path.stem().string();
  for (const auto& [field, of_source] : arguments.fields) source.fields[field] = of_source;
  check_crs_reason(source);
  // Before any work: an output that is there is refused at once. It leaves no trace, and the map makes its own.
  const auto& [output, overwrite] = arguments.output;
  publish::check_file_name(output);
  core::check_target(output, overwrite, ingest::input_files(arguments.input));
  const KeptContent kept{output, overwrite};
  ingest::ReadOptions options;
  options.crs = arguments.crs;
  options.today = project::run_timestamp().substr(0, 10);
  ingest::Imported imported = ingest::import_source(source, options, control);
  imported.record.fetched = fetch::download_day(source.path, imported.record.sha256);
  tell_findings(session.console(), imported);
  if (model::row_count(imported.table) == 0) {
    throw core::Error{core::ErrorKind::data,
                      fmt::format("{}: none of its {} features can be used as '{}'; there is nothing to write",
                                  arguments.input.string(), imported.record.read_count, source.table)};
  }
  publish::write_import({{}, {}, arguments.language, arguments.crs, project::run_timestamp()}, imported, source.table,
                        {output, overwrite}, control);
  count_table(imported).print(arguments.shared.format);
  kept.tell(session.console());
  session.console().say(fmt::format("Written: {} (open it in QGIS: project 'trek' inside)", output));
  return kDone;
}

}  // namespace

Verb import_verb() {
  return verb("import", "One source as a checked layer, with every record that is not in it",
              {"trek import panden.gpkg --as buildings -o buildings.gpkg",
               "trek import leegstand.csv --as vacancy --field date=peildatum -o vacancy.gpkg"},
              import_file);
}

}  // namespace trek::cli
