#pragma once

#include <string>
#include <vector>

namespace trek::config {

/// A field that a table can be filled from.
struct FieldReference {
  std::string name;                    // canonical: the key in `fields` of a project's source
  bool required = false;               // without it there is no table
  std::vector<std::string> spellings;  // under which it is recognised without being told, by any mapping; ascending
};

struct TableReference {
  std::string name;                    // `table` of a project's source
  std::string key;                     // the field that names a record
  std::vector<FieldReference> fields;  // in the order of the table
};

/// Every table that a source can fill, with its fields: from the list that the readers bind by.
[[nodiscard]] std::vector<TableReference> table_reference();

}  // namespace trek::config
