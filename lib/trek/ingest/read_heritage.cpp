#include <utility>

#include "trek/ingest/detail/read_parts.hpp"
#include "trek/ingest/read.hpp"

namespace trek::ingest {

using detail::FeatureReader;
using detail::Record;

namespace {

std::optional<double> read_weight(Record& record, const detail::Field& field) {
  const auto weight = record.amount(field);
  if (!weight || *weight <= 1.0) return weight;
  record.warn("no_weight", record.text(field), "a weight lies between 0 and 1; the default of its kind is used");
  return std::nullopt;
}

// RCE counts numbers as reals: 15300.0 and 15300 are one monument.
std::string without_fraction(std::string number) {
  if (number.ends_with(".0")) number.resize(number.size() - 2);
  return number;
}

}  // namespace

Loaded<model::Monuments> read_monuments(const Source& source, const ReadOptions& options,
                                        const core::Control& control) {
  FeatureReader reader{source, "monuments", options, control};
  const auto& number = reader.field("number");
  const auto& kind = reader.field("kind");
  const auto& quality = reader.field("location_quality");
  const auto& main_category = reader.field("main_category");
  const auto& sub_category = reader.field("sub_category");
  const auto& complex_number = reader.field("complex_number");
  const auto& name = reader.field("name");
  const auto& original_function = reader.field("original_function");
  const auto& url = reader.field("url");
  const detail::AddressFields address{reader};
  const detail::BagFields bag{reader};
  model::Monuments table;
  reader.for_each([&](Record& record) {
    const std::string key = without_fraction(record.text(number));
    if (!record.claim(key)) return;
    table.number.push_back(key);
    table.kind.push_back(read_code(record, kind, model::find_monument_kind, model::MonumentKind::unknown));
    table.place.push_back(record.place());
    table.location_quality.push_back(
        read_code(record, quality, model::find_location_quality, model::LocationQuality::unknown));
    table.main_category.push_back(record.text(main_category));
    table.sub_category.push_back(record.text(sub_category));
    const std::string complex_found = without_fraction(record.text(complex_number));
    table.complex_number.push_back(complex_found == "0" ? "" : complex_found);
    table.name.push_back(record.text(name));
    table.original_function.push_back(record.text(original_function));
    table.address.push_back(address.read(record));
    auto ids = bag.read(record);
    table.building_id.push_back(std::move(ids.building));
    table.unit_id.push_back(std::move(ids.unit));
    table.url.push_back(record.text(url));
  });
  return reader.finish(std::move(table));
}

Loaded<model::VacancyRecords> read_vacancy(const Source& source, const ReadOptions& options,
                                           const core::Control& control) {
  FeatureReader reader{source, "vacancy", options, control};
  const auto& kind = reader.field("kind");
  const auto& weight = reader.field("weight");
  const auto& date = reader.field("date");
  const auto& note = reader.field("note");
  const detail::AddressFields address{reader};
  const detail::BagFields bag{reader};
  model::VacancyRecords table;
  reader.for_each([&](Record& record) {
    auto ids = bag.read(record);
    auto where = address.read(record);
    if (ids.building.empty() && ids.unit.empty() && where.empty() && !record.has_place()) {
      return record.reject("nowhere", "", "give a BAG identification, an address or coordinates");
    }
    const auto key = record.claim_key();
    if (!key) return;
    table.record.push_back(*key);
    table.source.push_back(source.name);
    table.kind.push_back(read_code(record, kind, model::find_vacancy_kind, model::VacancyKind::register_entry));
    table.weight.push_back(read_weight(record, weight));
    table.date.push_back(record.date(date));
    table.building_id.push_back(std::move(ids.building));
    table.unit_id.push_back(std::move(ids.unit));
    table.address.push_back(std::move(where));
    table.place.push_back(record.has_place() ? std::optional{record.place()} : std::nullopt);
    table.note.push_back(record.text(note));
  });
  return reader.finish(std::move(table));
}

Loaded<model::Candidates> read_candidates(const Source& source, const ReadOptions& options,
                                          const core::Control& control) {
  FeatureReader reader{source, "candidates", options, control};
  const auto& name = reader.field("name");
  const auto& type = reader.field("type");
  const auto& floor_area = reader.field("floor_area_m2");
  const auto& built_year = reader.field("built_year");
  const auto& monument_kind = reader.field("monument_kind");
  const auto& monument_number = reader.field("monument_number");
  const auto& original_function = reader.field("original_function");
  const auto& present_use = reader.field("present_use");
  const auto& building_id = reader.field("building_id");
  const auto& certainty = reader.field("certainty");
  const auto& note = reader.field("note");
  const detail::AddressFields address{reader};
  model::Candidates table;
  reader.for_each([&](Record& record) {
    const auto key = record.claim_key();
    if (!key) return;
    table.key.push_back(*key);
    table.name.push_back(record.text(name));
    table.type.push_back(read_code(record, type, model::find_site_type, model::SiteType::unknown));
    table.place.push_back(record.place());
    table.footprint.append(record.polygons());
    table.floor_area_m2.push_back(detail::read_floor_area_m2(record, floor_area));
    table.built_year.push_back(detail::read_year(record, built_year));
    table.monument_kind.push_back(
        read_code(record, monument_kind, model::find_monument_kind, model::MonumentKind::unknown));
    table.monument_number.push_back(without_fraction(record.text(monument_number)));
    table.original_function.push_back(record.text(original_function));
    table.present_use.push_back(record.text(present_use));
    table.address.push_back(address.read(record));
    table.building_id.push_back(record.bag_id(building_id));
    table.certainty.push_back(record.text(certainty));
    table.note.push_back(record.text(note));
  });
  return reader.finish(std::move(table));
}

}  // namespace trek::ingest
