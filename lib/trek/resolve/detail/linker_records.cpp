#include "trek/resolve/detail/linker_records.hpp"

namespace trek::resolve::detail {
std::string key_of(const Evidence& evidence, Record record) {
  switch (record.table) {
    case Table::candidate:
      return evidence.candidates->key[record.row];
    case Table::monument:
      return evidence.monuments->number[record.row];
    case Table::vacancy:
      return evidence.vacancy->record[record.row];
    case Table::building:
      break;
  }
  return {};
}

std::string source_of(const Evidence& evidence, Record record) {
  switch (record.table) {
    case Table::candidate:
      return "candidates";
    case Table::monument:
      return "monuments";
    case Table::vacancy:
      break;
    case Table::building:
      return "buildings";
  }
  const std::string& source = evidence.vacancy->source[record.row];
  return source.empty() ? "vacancy" : source;
}

std::optional<geo::Point> place_of(const Evidence& evidence, Record record) {
  if (record.table == Table::candidate) return evidence.candidates->place[record.row];
  return evidence.monuments->place[record.row];
}

std::optional<core::Location> location_of(const Evidence& evidence, Record record) {
  switch (record.table) {
    case Table::candidate:
      if (const auto place = evidence.candidates->place[record.row]) return located(*place);
      break;
    case Table::monument:
      if (const auto place = evidence.monuments->place[record.row]) return located(*place);
      break;
    case Table::vacancy:
      if (const auto place = evidence.vacancy->place[record.row]) return located(*place);
      break;
    case Table::building:
      break;
  }
  return std::nullopt;
}

}  // namespace trek::resolve::detail
