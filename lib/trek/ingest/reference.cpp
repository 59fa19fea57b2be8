#include "trek/ingest/reference.hpp"

#include <algorithm>
#include <set>

#include "trek/ingest/detail/mapping.hpp"
#include "trek/ingest/detail/tables.hpp"

namespace trek::ingest {
namespace {

std::vector<std::string> spellings_of(const detail::TableFields& table, std::string_view field) {
  std::set<std::string> found;
  for (const detail::Mapping& mapping : detail::shipped_mappings()) {
    if (mapping.table != table.mapping_table()) continue;
    const auto entry = mapping.fields.find(std::string{field});
    if (entry != mapping.fields.end()) found.insert(entry->second.begin(), entry->second.end());
  }
  return {found.begin(), found.end()};
}

}  // namespace

std::vector<TableReference> table_reference() {
  std::vector<TableReference> tables;
  for (const detail::TableFields& table : detail::all_tables()) {
    TableReference reference{std::string{table.name}, std::string{table.key}, {}};
    for (const std::string_view field : table.fields) {
      const bool required = std::count(table.required.begin(), table.required.end(), field) > 0;
      reference.fields.push_back({std::string{field}, required, spellings_of(table, field)});
    }
    tables.push_back(std::move(reference));
  }
  return tables;
}

}  // namespace trek::ingest
