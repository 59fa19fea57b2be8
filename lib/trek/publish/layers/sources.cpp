#include "trek/publish/detail/layer.hpp"

namespace trek::publish::detail::layers::sources {
namespace {

void add_source_texts(LayerTable& table, const std::vector<model::SourceRecord>& rows, const Words& words) {
  const auto add = [&](const char* name, const core::Phrase& title, std::string model::Source::*part) {
    table.add(name, FieldType::text, title, [&rows, part](std::size_t r) { return text(rows[r].source.*part); });
  };
  const auto add_phrase = [&](const char* name, const core::Phrase& title, core::Phrase model::Source::*part) {
    table.add(name, FieldType::text, title,
              [&rows, part, words](std::size_t r) { return text(words(rows[r].source.*part)); });
  };
  add("name", {"Naam in het project", "Name in the project"}, &model::Source::name);
  add("table_name", {"Tabel", "Table"}, &model::Source::table);
  add_phrase("title", {"Titel", "Title"}, &model::Source::title);
  add("vintage", {"Peildatum", "Vintage"}, &model::Source::vintage);
  add("licence", {"Licentie", "Licence"}, &model::Source::licence);
  add_phrase("attribution", {"Naamsvermelding", "Attribution"}, &model::Source::attribution);
  add("url", {"Waar te vinden", "Where to find"}, &model::Source::url);
  table.add("made_up", FieldType::boolean, {"Verzonnen", "Made up"},
            [&](std::size_t r) { return Value{rows[r].source.made_up}; });
  // The name, not the folder: the same data elsewhere gives the same file.
  table.add("file", FieldType::text, {"Bestand", "File"}, [&](std::size_t r) {
    const auto& path = rows[r].source.path;
    return text(path.has_filename() ? path.filename().string() : path.parent_path().filename().string());
  });
  add("where_filter", {"Selectie", "Filter"}, &model::Source::where);
  add("crs_override", {"CRS volgens het project", "CRS by the project"}, &model::Source::crs);
  add("crs_reason", {"Reden voor dat CRS", "Reason for that CRS"}, &model::Source::crs_reason);
}

void add_source_facts(LayerTable& table, const std::vector<model::SourceRecord>& rows, const Words& words) {
  const auto add_text = [&](const char* name, const core::Phrase& title, std::string model::SourceRecord::*part) {
    table.add(name, FieldType::text, title, [&rows, part](std::size_t r) { return text(rows[r].*part); });
  };
  const auto add_count = [&](const char* name, const core::Phrase& title, std::uint64_t model::SourceRecord::*part) {
    table.add(name, FieldType::integer, title,
              [&rows, part](std::size_t r) { return Value{static_cast<std::int64_t>(rows[r].*part)}; });
  };
  add_text("driver", {"Formaat", "Format"}, &model::SourceRecord::driver);
  add_text("layer", {"Laag", "Layer"}, &model::SourceRecord::layer);
  add_text("mapping", {"Gelezen als", "Read as"}, &model::SourceRecord::mapping);
  add_text("sha256", "SHA-256", &model::SourceRecord::sha256);
  add_text("fetched", {"Opgehaald op", "Downloaded on"}, &model::SourceRecord::fetched);
  table.add("crs_source", FieldType::text, {"CRS van de bron", "CRS of the source"},
            [&](std::size_t r) { return text(rows[r].crs.source); });
  table.add("crs_operation", FieldType::text, {"Omrekening (PROJ)", "Operation (PROJ)"},
            [&](std::size_t r) { return text(rows[r].crs.name); });
  table.add("crs_accuracy_m", FieldType::real, {"Nauwkeurigheid omrekening (m)", "Accuracy of the operation (m)"},
            [&](std::size_t r) { return real(rows[r].crs.accuracy_m, 3); });
  add_count("read_count", {"Gelezen (aantal)", "Read (count)"}, &model::SourceRecord::read_count);
  add_count("used_count", {"Gebruikt (aantal)", "Used (count)"}, &model::SourceRecord::used_count);
  add_count("joined_count", {"Aanvulling op een ander (aantal)", "Added to another (count)"},
            &model::SourceRecord::joined_count);
  add_count("rejected_count", {"Afgewezen (aantal)", "Rejected (count)"}, &model::SourceRecord::rejected_count);
  add_count("left_out_count", {"Telt niet mee (aantal)", "Left out (count)"}, &model::SourceRecord::left_out_count);
  add_count("repaired_count", {"Hersteld (aantal)", "Repaired (count)"}, &model::SourceRecord::repaired_count);
  table.add("notes", FieldType::text, {"Kanttekeningen", "Notes"}, [&rows, words](std::size_t r) {
    std::vector<std::string> notes;
    for (const core::Phrase& note : rows[r].notes) notes.push_back(words(note));
    return text(joined(notes, "; "));
  });
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  LayerTable table(words, "sources", GeometryType::none, {"Bronnen", "Sources"},
                   {"Elke bron, met licentie, peildatum, controlegetal en wat ervan is gebruikt.",
                    "Each source, with licence, vintage, checksum and what was used of it."});
  add_source_texts(table, results.sources, words);
  add_source_facts(table, results.sources, words);
  table.set_rows(results.sources.size());
  return {.order = 160, .table = std::move(table), .views = {LayerView{}}, .of_findings = true};
}

}  // namespace trek::publish::detail::layers::sources
