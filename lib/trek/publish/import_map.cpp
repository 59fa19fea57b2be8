#include "trek/publish/import_map.hpp"

#include <fmt/format.h>

#include "trek/publish/detail/imported_layers.hpp"
#include "trek/publish/detail/written_map.hpp"

namespace trek::publish {
namespace {

using detail::Words;

std::string counts_line(const model::SourceRecord& record, const Words& words) {
  const std::string joined =
      record.joined_count == 0 ? ""
                               : fmt::format(" + {} {}", record.joined_count, words("aanvullingen", "added to these"));
  return fmt::format("{} {} = {} {}{} + {} {} + {} {}", record.read_count, words("objecten", "features"),
                     record.used_count, words("hier", "here"), joined, record.rejected_count,
                     words("afgewezen", "rejected"), record.left_out_count,
                     words("buiten de selectie", "outside the selection"));
}

MapSheet import_sheet(const MapHead& head, const model::SourceRecord& record, const std::string& table) {
  const Words words{head.language};
  const auto& source = record.source;
  const std::string time = model::told_time(words, source.vintage, record.fetched);
  const std::string licence = source.licence.empty() ? words("licentie onbekend", "licence unknown") : source.licence;
  return {source.title.empty() ? table : words(source.title), source.path.filename().string(), words("Gelezen", "Read"),
          counts_line(record, words),
          fmt::format("{}{} ({}).\n{}", words(source.attribution), time.empty() ? "" : ", " + time, licence,
                      detail::made_on(head))};
}

}  // namespace

void write_import(const MapHead& head, const model::Loaded<model::AnyTable>& imported, const std::string& table,
                  const MapTarget& target, const core::Control& control) {
  Results results;
  results.report = imported.report;
  results.sources = {imported.record};
  auto layers = detail::finding_layers(results, head, detail::imported_layers(imported.table, table, head));
  detail::write_map(head, std::move(layers), import_sheet(head, imported.record, table),
                    detail::rights_of(results.sources, Words{head.language}), target, control);
}

}  // namespace trek::publish
