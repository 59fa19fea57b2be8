#include "trek/config/table_reference.hpp"

#include <algorithm>
#include <set>

#include "trek/config/mapping.hpp"
#include "trek/config/source_tables.hpp"

namespace trek::config {
namespace {

std::vector<std::string> spellings_of(const TableFields& table, std::string_view field) {
  std::set<std::string> found;
  for (const Mapping& mapping : shipped_mappings()) {
    if (mapping.table != table.mapping_table()) continue;
    const auto entry = mapping.fields.find(std::string{field});
    if (entry != mapping.fields.end()) found.insert(entry->second.begin(), entry->second.end());
  }
  return {found.begin(), found.end()};
}

}  // namespace

std::vector<TableReference> table_reference() {
  std::vector<TableReference> tables;
  for (const TableFields& table : all_tables()) {
    TableReference reference{std::string{table.name}, std::string{table.key}, {}};
    for (const std::string_view field : table.fields) {
      const bool required = std::count(table.required.begin(), table.required.end(), field) > 0;
      reference.fields.push_back({std::string{field}, required, spellings_of(table, field)});
    }
    tables.push_back(std::move(reference));
  }
  return tables;
}

}  // namespace trek::config
