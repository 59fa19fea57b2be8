#include <algorithm>
#include <memory>

#include "trek/publish/detail/layer.hpp"

namespace trek::publish::detail::layers::site_draws {
namespace {

using measure::SiteDraw;

constexpr std::size_t kPlaces = 10;  // that lose most; the others together

enum class From { place, other_places, home, nowhere };

/// From whom a site takes some of its visitors.
struct DrawRow {
  const SiteDraw* draw = nullptr;
  From from = From::place;
  std::uint32_t place = 0;  // of the existing places
  double people = 0.0;
  std::optional<double> share_before;  // of what that place had
};
using DrawRows = std::shared_ptr<const std::vector<DrawRow>>;

/// They add up to the visitors.
void add_rows(const SiteDraw& draw, std::vector<DrawRow>& rows) {
  double others = 0.0;
  for (std::size_t i = 0; i < draw.places.size(); ++i) {
    const measure::TakenFrom& taken = draw.places[i];
    if (i < kPlaces) {
      rows.push_back({&draw, From::place, taken.place, taken.people, taken.share_before});
    } else {
      others += taken.people;
    }
  }
  const auto add = [&](From from, double people) {
    if (people > 0.0) rows.push_back({&draw, from, 0, people, std::nullopt});
  };
  add(From::other_places, others);
  add(From::home, draw.from_home);
  add(From::nowhere, draw.from_nowhere);
}

DrawRows rows_of(const Results& results) {
  std::vector<DrawRow> rows;
  for (const SiteDraw& draw : results.site_draws) add_rows(draw, rows);
  return std::make_shared<const std::vector<DrawRow>>(std::move(rows));
}

const char* code_of(From from) {
  switch (from) {
    case From::place:
      return "place";
    case From::other_places:
      return "other_places";
    case From::home:
      return "home";
    case From::nowhere:
      return "nowhere";
  }
  return "";
}

core::Phrase words_of(From from) {
  switch (from) {
    case From::place:
      return {"bestaande plek", "existing place"};
    case From::other_places:
      return {"overige plekken", "other places"};
    case From::home:
      return {"bleef thuis", "stayed home"};
    case From::nowhere:
      return {"had geen plek binnen bereik", "had no place within reach"};
  }
  return {};
}

void add_source(LayerTable& table, const Results& results, const DrawRows& rows, const Words& words) {
  table.add("taken_from", FieldType::text, {"Van", "From"},
            [rows](std::size_t r) { return text(code_of((*rows)[r].from)); },
            {"place: een bestaande plek; other_places: de overige samen; home: wie thuisbleef; nowhere: wie geen plek "
             "binnen bereik had.",
             "place: an existing place; other_places: the others together; home: those who stayed home; nowhere: those "
             "who had no place within reach."});
  table.add("taken_from_words", FieldType::text, {"Waar ze nu zijn", "Where they are now"},
            [rows, words](std::size_t r) { return text(words(words_of((*rows)[r].from))); });
  const auto add_place = [&](const char* name, const core::Phrase& title, const std::vector<std::string>& column) {
    table.add(name, FieldType::text, title, [rows, &column](std::size_t r) {
      const DrawRow& row = (*rows)[r];
      return row.from == From::place ? text(column[row.place]) : Value{};
    });
  };
  add_place("place_key", {"Plek, sleutel", "Place key"}, results.existing_places.key);
  add_place("place_name", {"Plek", "Place"}, results.existing_places.name);
}

void add_people(LayerTable& table, const DrawRows& rows) {
  table.add("people", FieldType::real, {"20-40-jarigen (personen)", "People of 20-40 (people)"},
            [rows](std::size_t r) { return real((*rows)[r].people, 2); },
            {"Huff (1963), als alleen deze locatie erbij komt. Over de regels van een locatie en vervoerswijze samen: "
             "wie haar zou kiezen.",
             "Huff (1963), if this site alone is added. Over the rows of a site and mode together: those who would "
             "choose it."});
  table.add("share_of_site", FieldType::real,
            {"Deel van wie de locatie trekt (0-1)", "Share of whom the site draws (0-1)"},
            [rows](std::size_t r) { return real((*rows)[r].people / (*rows)[r].draw->visitors, 4); });
  table.add("share_of_place", FieldType::real,
            {"Deel van wie de plek nu heeft (0-1)", "Share of whom the place has now (0-1)"},
            [rows](std::size_t r) { return real((*rows)[r].share_before, 4); });
  table.add(
      "size_assumed", FieldType::boolean, {"Omvang aangenomen", "Size assumed"},
      [rows](std::size_t r) { return Value{(*rows)[r].draw->size_assumed}; },
      {"Het vloeroppervlak is onbekend en als gewoon genomen.", "The floor area is unknown, and taken as ordinary."});
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const DrawRows rows = rows_of(results);
  LayerTable table(words, "site_draws", GeometryType::none,
                   {"Van wie een locatie bezoekers trekt", "Whom a site draws"},
                   {"Van de getekende locaties, per vervoerswijze: van welke plekken de bezoekers komen.",
                    "Of the sites that are drawn, by mode: from which places the visitors come."});
  table.add("site_key", FieldType::text, {"Locatie, sleutel", "Site key"},
            [rows, &results](std::size_t r) { return text(results.sites.key[(*rows)[r].draw->site]); });
  table.add("site_name", FieldType::text, {"Locatie", "Site"},
            [rows, &results](std::size_t r) { return text(results.sites.name[(*rows)[r].draw->site]); });
  table.add("mode", FieldType::text, {"Vervoerswijze", "Mode"},
            [rows](std::size_t r) { return text(model::name_of((*rows)[r].draw->mode)); });
  add_source(table, results, rows, words);
  add_people(table, rows);
  table.set_rows(rows->size());
  return {.order = 141, .table = std::move(table), .views = {LayerView{}}};
}

}  // namespace trek::publish::detail::layers::site_draws
