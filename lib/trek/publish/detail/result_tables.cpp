#include <fmt/format.h>

#include <cmath>

#include "trek/publish/detail/delivered_layer.hpp"

namespace trek::publish::detail {
namespace {

void add_criteria_fields(LayerTable& table, const Delivery& delivery, const Words& words) {
  const auto& criteria = *delivery.criteria;
  const auto& asked = delivery.asked;
  const auto width = criteria.criteria().size();
  const auto site = [width](std::size_t row) { return row / width; };
  const auto which = [width](std::size_t row) { return row % width; };
  table.add("site_key", FieldType::text, words("Locatie, sleutel", "Site key"),
            [=, &delivery](std::size_t r) { return text(delivery.sites->key[site(r)]); });
  table.add("criterion", FieldType::text, words("Criterium", "Criterion"),
            [=, &asked](std::size_t r) { return text(asked[which(r)].id); });
  table.add("label", FieldType::text, words("Betekenis", "Meaning"),
            [=, &asked](std::size_t r) { return text(words(asked[which(r)].label)); });
  table.add("unit", FieldType::text, words("Eenheid", "Unit"),
            [=, &asked](std::size_t r) { return text(words(asked[which(r)].unit)); });
  table.add("raw", FieldType::real, words("Gemeten", "Measured"),
            [=, &criteria](std::size_t r) { return real(criteria.raw(site(r), which(r)), 4); });
  const auto add_number = [&](const char* name, const std::string& title, int decimals, auto number) {
    table.add(name, FieldType::real, title, [=](std::size_t r) { return real(number(site(r), which(r)), decimals); });
  };
  using score::contribution;
  const auto finite = [](double value) { return std::isfinite(value) ? value : std::nan(""); };
  add_number("raw_low", words("Gemeten, ten minste", "Measured, at least"), 4,
             [=, &criteria](auto s, auto c) { return finite(criteria.estimate(s, c).low); });
  add_number("raw_high", words("Gemeten, ten hoogste", "Measured, at most"), 4,
             [=, &criteria](auto s, auto c) { return finite(criteria.estimate(s, c).high); });
  add_number("value", words("Waarde (0-1)", "Value (0-1)"), 6,
             [&criteria](auto s, auto c) { return criteria.value(s, c); });
  add_number("value_low", words("Waarde, ten minste (0-1)", "Value, at least (0-1)"), 6,
             [&criteria](auto s, auto c) { return criteria.interval(s, c).low; });
  add_number("value_high", words("Waarde, ten hoogste (0-1)", "Value, at most (0-1)"), 6,
             [&criteria](auto s, auto c) { return criteria.interval(s, c).high; });
  add_number("weight_share", words("Gewicht (aandeel 0-1)", "Weight (share 0-1)"), 6,
             [&criteria](auto, auto c) { return criteria.weight_share(c); });
  add_number("contribution", words("Bijdrage aan de score", "Contribution to the score"), 6,
             [&criteria](auto s, auto c) { return contribution(criteria, s, c).best; });
  add_number("contribution_low", words("Zekere bijdrage (bepaalt de rang)", "Sure contribution (decides the rank)"), 6,
             [&criteria](auto s, auto c) { return contribution(criteria, s, c).low; });
  table.add("known", FieldType::boolean, words("Bekend", "Known"),
            [=, &criteria](std::size_t r) { return Value{criteria.estimate(site(r), which(r)).is_known()}; });
  add_number("known_share", words("Bekend deel (0-1)", "Known part (0-1)"), 4,
             [&criteria](auto s, auto c) { return criteria.estimate(s, c).known_share; });
  table.add("reason", FieldType::text, words("Waarom dit telt", "Why this counts"),
            [=, &asked](std::size_t r) { return text(words(asked[which(r)].reason)); });
}

void add_source_texts(LayerTable& table, const std::vector<model::SourceRecord>& rows, const Words& words) {
  const auto add = [&](const char* name, std::string title, std::string model::Source::*part) {
    table.add(name, FieldType::text, std::move(title),
              [&rows, part](std::size_t r) { return text(rows[r].source.*part); });
  };
  add("name", words("Naam in het project", "Name in the project"), &model::Source::name);
  add("table_name", words("Tabel", "Table"), &model::Source::table);
  add("title", words("Titel", "Title"), &model::Source::title);
  add("vintage", words("Peildatum", "Vintage"), &model::Source::vintage);
  add("licence", words("Licentie", "Licence"), &model::Source::licence);
  add("attribution", words("Naamsvermelding", "Attribution"), &model::Source::attribution);
  add("url", words("Waar te vinden", "Where to find"), &model::Source::url);
  table.add("made_up", FieldType::boolean, words("Verzonnen", "Made up"),
            [&](std::size_t r) { return Value{rows[r].source.made_up}; });
  // The name, not the folder: the same data elsewhere gives the same file.
  table.add("file", FieldType::text, words("Bestand", "File"), [&](std::size_t r) {
    const auto& path = rows[r].source.path;
    return text(path.has_filename() ? path.filename().string() : path.parent_path().filename().string());
  });
  add("where_filter", words("Selectie", "Filter"), &model::Source::where);
  add("crs_override", words("CRS volgens het project", "CRS by the project"), &model::Source::crs);
  add("crs_reason", words("Reden voor dat CRS", "Reason for that CRS"), &model::Source::crs_reason);
}

void add_source_facts(LayerTable& table, const std::vector<model::SourceRecord>& rows, const Words& words) {
  const auto add_text = [&](const char* name, std::string title, std::string model::SourceRecord::*part) {
    table.add(name, FieldType::text, std::move(title), [&rows, part](std::size_t r) { return text(rows[r].*part); });
  };
  const auto add_count = [&](const char* name, std::string title, std::uint64_t model::SourceRecord::*part) {
    table.add(name, FieldType::integer, std::move(title),
              [&rows, part](std::size_t r) { return Value{static_cast<std::int64_t>(rows[r].*part)}; });
  };
  add_text("driver", words("Formaat", "Format"), &model::SourceRecord::driver);
  add_text("layer", words("Laag", "Layer"), &model::SourceRecord::layer);
  add_text("mapping", words("Gelezen als", "Read as"), &model::SourceRecord::mapping);
  add_text("sha256", "SHA-256", &model::SourceRecord::sha256);
  table.add("crs_source", FieldType::text, words("CRS van de bron", "CRS of the source"),
            [&](std::size_t r) { return text(rows[r].crs.source); });
  table.add("crs_operation", FieldType::text, words("Omrekening (PROJ)", "Operation (PROJ)"),
            [&](std::size_t r) { return text(rows[r].crs.name); });
  table.add("crs_accuracy_m", FieldType::real, words("Nauwkeurigheid omrekening (m)", "Accuracy of the operation (m)"),
            [&](std::size_t r) { return real(rows[r].crs.accuracy_m, 3); });
  add_count("read_count", words("Gelezen (aantal)", "Read (count)"), &model::SourceRecord::read_count);
  add_count("used_count", words("Gebruikt (aantal)", "Used (count)"), &model::SourceRecord::used_count);
  add_count("joined_count", words("Aanvulling op een ander (aantal)", "Added to another (count)"),
            &model::SourceRecord::joined_count);
  add_count("rejected_count", words("Afgewezen (aantal)", "Rejected (count)"), &model::SourceRecord::rejected_count);
  add_count("left_out_count", words("Telt niet mee (aantal)", "Left out (count)"),
            &model::SourceRecord::left_out_count);
  add_count("repaired_count", words("Hersteld (aantal)", "Repaired (count)"), &model::SourceRecord::repaired_count);
  table.add("notes", FieldType::text, words("Kanttekeningen", "Notes"), [&rows, words](std::size_t r) {
    std::vector<std::string> notes;
    for (const core::Phrase& note : rows[r].notes) notes.push_back(words(note));
    return text(joined(notes, "; "));
  });
}

/// What the run says of itself, with what the delivery knows in front.
std::vector<std::pair<std::string, std::string>> run_rows(const Delivery& delivery) {
  std::vector<std::pair<std::string, std::string>> rows{
      {"title", delivery.title},
      {"notice", delivery.notice},
      {"language", delivery.language == model::Language::nl ? "nl" : "en"},
      {"crs", delivery.crs},
      {"timestamp", delivery.timestamp},
      {"profile", delivery.profile.id}};
  for (const auto& row : delivery.run) {
    std::erase_if(rows, [&](const auto& own) { return own.first == row.first; });
  }
  rows.insert(rows.end(), delivery.run.begin(), delivery.run.end());
  return rows;
}

}  // namespace

DeliveredLayer write_criteria(const Delivery& delivery, GeoPackage& out) {
  const Words words{delivery.language};
  LayerTable table{
      "criteria", GeometryType::none, words("Criteria per locatie", "Criteria by site"),
      abstract_of(delivery, "Een regel per locatie en criterium: gemeten, waarde, gewicht en bijdrage aan de score.",
                  "One row a site and criterion: measured, value, weight and contribution to the score.")};
  const bool some = delivery.criteria != nullptr && delivery.sites != nullptr;
  if (some) add_criteria_fields(table, delivery, words);
  table.write(out, some ? delivery.criteria->site_count() * delivery.criteria->criteria().size() : 0);
  return {table.schema(), {}};
}

DeliveredLayer write_sources(const Delivery& delivery, GeoPackage& out) {
  const Words words{delivery.language};
  LayerTable table{"sources", GeometryType::none, words("Bronnen", "Sources"),
                   abstract_of(delivery, "Elke bron, met licentie, peildatum, controlegetal en wat ervan is gebruikt.",
                               "Each source, with licence, vintage, checksum and what was used of it.")};
  add_source_texts(table, delivery.sources, words);
  add_source_facts(table, delivery.sources, words);
  table.write(out, delivery.sources.size());
  return {table.schema(), {}};
}

DeliveredLayer write_run(const Delivery& delivery, GeoPackage& out) {
  const Words words{delivery.language};
  LayerTable table{
      "run", GeometryType::none, words("Verantwoording", "About this run"),
      abstract_of(delivery, "Versies, opties, controlegetallen en aantallen: genoeg om de run te herhalen.",
                  "Versions, options, checksums and counts: enough to repeat the run.")};
  const auto rows = run_rows(delivery);
  table.add("key", FieldType::text, words("Onderwerp", "Key"), [&](std::size_t r) { return text(rows[r].first); });
  table.add("value", FieldType::text, words("Waarde", "Value"), [&](std::size_t r) { return text(rows[r].second); });
  table.write(out, rows.size());
  return {table.schema(), {}};
}

}  // namespace trek::publish::detail
