#include "trek/ingest/detail/number_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "trek/config/source_tables.hpp"
#include "trek/ingest/detail/field_text.hpp"
#include "trek/ingest/detail/values.hpp"

namespace trek::ingest::detail {

namespace {

bool is_typed(OGRFieldType type) noexcept { return type == OFTReal || type == OFTInteger || type == OFTInteger64; }

OGRFieldType type_of(OGRFeatureH feature, int column) {
  return OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, column));
}

/// In the unit of the column, not of the field.
std::optional<Extent> as_written(std::optional<Extent> extent, double factor) noexcept {
  if (!extent || !(factor > 0.0)) return std::nullopt;
  return Extent{extent->lowest / factor, extent->highest / factor};
}

/// By the unit that a text states, else by the factor of its field.
void apply_unit(const NumberText& text, const Field& field, double value, FoundNumber& found) {
  const auto unit = unit_of(text.unit);
  const auto wanted = unit_kind_of_field(field.canonical);
  const bool plain = unit.kind == UnitKind::none || unit.kind == UnitKind::count;
  if (unit.kind == UnitKind::unknown) {
    found.doubt = FoundNumber::Doubt::not_a_number;
  } else if (plain || (wanted == UnitKind::none && unit.size == 1.0)) {
    found.value = value * field.factor;
  } else if (unit.kind != wanted) {
    found.doubt = FoundNumber::Doubt::other_unit;
  } else {
    found.value = value * unit.size;
    if (unit.size != 1.0) found.doubt = FoundNumber::Doubt::converted;
  }
}

/// All of its columns are texts.
void add_rows(const PlainCsv& csv, std::map<int, ColumnCase>& cases) {
  std::vector<NumberColumn*> columns;
  for (auto& [column, entry] : cases) columns.push_back(&entry.values);
  csv.for_each_row([&](std::span<const std::string_view> cells) {
    for (std::size_t column = 0; column < cells.size(); ++column) {
      const std::string_view cell = cells[column];
      is_ascii(cell) ? columns[column]->add(cell) : columns[column]->add(cell_text(cell));
    }
    return true;
  });
}

}  // namespace

std::optional<DecimalMark> stated_mark(const std::string& decimal) noexcept {
  if (decimal.empty()) return std::nullopt;
  return decimal == "," ? DecimalMark::comma : DecimalMark::point;
}

std::map<int, ColumnCase> column_cases(PartedLayer& layer, const PlainCsv* plain) {
  std::map<int, ColumnCase> cases;
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer.handle());
  for (int column = 0; column < OGR_FD_GetFieldCount(definition); ++column) {
    OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, column);
    if (OGR_Fld_GetType(field) == OFTString) cases[column].name = utf8(OGR_Fld_GetNameRef(field));
  }
  if (cases.empty()) return cases;
  if (plain != nullptr) {
    add_rows(*plain, cases);
    return cases;
  }
  layer.rewind();
  while (const Feature feature = layer.next()) {
    for (auto& [column, entry] : cases) entry.values.add(column_text(feature.get(), column));
  }
  layer.rewind();
  return cases;
}

void NumberReader::settle(PartedLayer& layer, const PlainCsv* plain,
                          const std::map<std::string, Field, std::less<>>& fields, bool all, bool degrees,
                          bool has_cells, const std::string& stated) {
  stated_ = stated_mark(stated);
  if (layer.has_parts()) return;  // LV BAG says itself what is a number
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer.handle());
  const auto is_text = [&](int column) {
    return OGR_Fld_GetType(OGR_FD_GetFieldDefn(definition, column)) == OFTString;
  };
  const bool asked = std::any_of(fields.begin(), fields.end(), [&](const auto& entry) {
    const auto& columns = entry.second.columns;
    return config::is_number_field(entry.first) && std::any_of(columns.begin(), columns.end(), is_text);
  });
  if (!asked && !all) return;
  auto cases = column_cases(layer, plain);
  for (const auto& [canonical, field] : fields) {
    for (const int column : field.columns) {
      const auto found = cases.find(column);
      if (found == cases.end() || !config::is_number_field(canonical)) continue;
      found->second.plausible = as_written(plausible_extent(canonical, degrees), field.factor);
      found->second.is_coordinate = is_coordinate(canonical);
    }
  }
  std::vector<ColumnCase> list;
  for (const auto& [column, entry] : cases) {
    list.push_back(entry);
    list.back().has_cells = has_cells;
  }
  const auto decided = settled(list, stated_);
  std::size_t at = 0;
  for (const auto& [column, entry] : cases) columns_[column] = {entry.name, decided[at++]};
}

std::vector<core::Phrase> NumberReader::notes() const {
  std::vector<core::Phrase> notes;
  for (const auto& [column, entry] : columns_) {
    if (entry.settled.reason.empty()) continue;
    notes.emplace_back(fmt::format("getallen van kolom '{}': {}", entry.name, entry.settled.reason.dutch()),
                       fmt::format("numbers of column '{}': {}", entry.name, entry.settled.reason.en));
  }
  return notes;
}

FoundNumber NumberReader::read(OGRFeatureH feature, const Field& field) const {
  FoundNumber found;
  const int column = field.constant ? -1 : column_with_value(feature, field);
  if (column < 0 && !field.constant) return found;
  if (column >= 0 && field.codes.empty() && is_typed(type_of(feature, column))) {
    const double value = OGR_F_GetFieldAsDouble(feature, column);
    if (std::isfinite(value)) found.value = value * field.factor;
    return found;
  }
  return read_text(coded_text(feature, field), field, column);
}

FoundNumber NumberReader::read_text(std::string_view written, const Field& field, int column) const {
  FoundNumber found;
  found.text = written;
  if (const auto plain = find_plainest_number(written)) {
    found.value = plain->value * field.factor;
    return found;
  }
  if (says_nothing(found.text)) return found;
  const auto text = find_number_text(found.text);
  const auto readings = text ? readings_of(text->number) : Readings{};
  if (readings.none()) {
    found.doubt = FoundNumber::Doubt::not_a_number;
    return found;
  }
  const auto settled = columns_.find(column);
  // A constant or a code is written by whoever made the project, as TOML writes numbers.
  const bool by_project = column < 0 || !field.codes.empty();
  auto mark = settled == columns_.end() ? stated_ : settled->second.settled.mark;
  if (by_project) mark = DecimalMark::point;
  if (!mark && readings.differ()) {
    found.text = text->number;
    found.doubt = FoundNumber::Doubt::two_ways;
    return found;
  }
  apply_unit(*text, field, readings.preferring(mark.value_or(DecimalMark::point)).value_or(0.0), found);
  if (text->approximate && found.doubt == FoundNumber::Doubt::none) found.doubt = FoundNumber::Doubt::approximate;
  return found;
}

}  // namespace trek::ingest::detail
