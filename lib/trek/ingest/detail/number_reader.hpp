#pragma once

#include <ogr_api.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/ingest/detail/binding.hpp"
#include "trek/ingest/detail/number_columns.hpp"
#include "trek/ingest/detail/parted_layer.hpp"
#include "trek/ingest/detail/plain_csv.hpp"

namespace trek::ingest::detail {

/// A number as a feature holds it.
struct FoundNumber {
  enum class Doubt { none, not_a_number, two_ways, approximate, other_unit, converted };
  std::optional<double> value;  // in the unit of the field; empty where there is none or it cannot be read
  Doubt doubt = Doubt::none;
  std::string text;  // as written; empty for a number that comes typed. Of `two_ways` the number alone
};

/// The numbers of one layer, its columns settled before any is read.
class NumberReader {
 public:
  /// Reads the whole layer where it has texts that may be asked for as numbers: `fields`, and with `all` every column.
  /// Leaves it rewound. `degrees`: fields x and y hold those. `has_cells`: the layer is a sheet of a workbook.
  /// `plain`: the same layer, if it is so plain a CSV.
  void settle(PartedLayer& layer, const PlainCsv* plain, const std::map<std::string, Field, std::less<>>& fields,
              bool all, bool degrees, bool has_cells, const std::string& stated);
  /// Says of each column that could be read otherwise how it was, and why.
  [[nodiscard]] std::vector<core::Phrase> notes() const;
  [[nodiscard]] FoundNumber read(OGRFeatureH feature, const Field& field) const;
  /// The same of a text that stands in a column; `column` is -1 for a constant of the field.
  [[nodiscard]] FoundNumber read_text(std::string_view written, const Field& field, int column) const;

 private:
  struct Column {
    std::string name;
    SettledColumn settled;
  };
  std::map<int, Column> columns_;
  std::optional<DecimalMark> stated_;
};

/// The text columns of a layer with what their values say, by column; reads all of it.
[[nodiscard]] std::map<int, ColumnCase> column_cases(PartedLayer& layer, const PlainCsv* plain = nullptr);

/// Says so with decimal = "," of a project's source or --decimal: empty for "". Precondition: "", "," or ".".
[[nodiscard]] std::optional<DecimalMark> stated_mark(const std::string& decimal) noexcept;

}  // namespace trek::ingest::detail
