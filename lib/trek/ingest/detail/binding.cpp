#include "trek/ingest/detail/binding.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <regex>
#include <tuple>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/ingest/detail/values.hpp"

namespace trek::ingest::detail {

namespace {

[[noreturn]] void fail(const Source& source, const std::string& what) {
  throw core::Error{core::ErrorKind::data, fmt::format("source '{}', {}: {}", source.name, source.path.string(), what)};
}

std::optional<std::size_t> find_column(const std::vector<std::string>& names, std::string_view wanted) {
  const auto exact = std::find(names.begin(), names.end(), wanted);
  if (exact != names.end()) return static_cast<std::size_t>(exact - names.begin());
  const std::string key = field_key(wanted);
  const auto alike = std::find_if(names.begin(), names.end(), [&](const auto& name) { return field_key(name) == key; });
  if (alike == names.end()) return std::nullopt;
  return static_cast<std::size_t>(alike - names.begin());
}

/// The fields that a spelling may mean: one, or all that begin as a pattern says.
std::vector<std::size_t> columns_of(const std::vector<std::string>& names, std::string_view spelling) {
  std::vector<std::size_t> columns;
  if (!is_pattern(spelling)) {
    if (const auto column = find_column(names, spelling)) columns.push_back(*column);
    return columns;
  }
  spelling.remove_suffix(1);
  for (std::size_t column = 0; column < names.size(); ++column) {
    if (names[column].starts_with(spelling)) columns.push_back(column);
  }
  return columns;
}

bool any_column(const std::vector<std::string>& names, const std::vector<std::string>& spellings) {
  return std::any_of(spellings.begin(), spellings.end(), [&](const auto& s) { return !columns_of(names, s).empty(); });
}

bool matches_pattern(const Mapping& mapping, const std::string& layer) {
  if (mapping.layer.empty()) return false;
  return std::regex_match(layer, std::regex{mapping.layer, std::regex::ECMAScript | std::regex::icase});
}

// The table's own field names as a mapping: for files that already speak trek, and for a project's own `fields`.
Mapping canonical_mapping(const TableFields& table) {
  Mapping mapping;
  mapping.id = "canonical";
  mapping.table = table.name;
  for (const auto field : table.fields) mapping.fields[std::string{field}] = {std::string{field}};
  mapping.required.assign(table.required.begin(), table.required.end());
  return mapping;
}

std::vector<std::string> canonical_names(const TableFields& table) {
  std::vector<std::string> names(table.fields.begin(), table.fields.end());
  for (const auto& place : place_fields()) names.emplace_back(place.canonical);
  names.emplace_back("axis_order");
  return names;
}

template <class Map>
void check_known(const Source& source, const TableFields& table, const Map& map, std::string_view what) {
  const auto names = canonical_names(table);
  for (const auto& [canonical, value] : map) {
    if (std::find(names.begin(), names.end(), canonical) != names.end()) continue;
    fail(source, fmt::format("{}.{}: table '{}' has no such field{}; it has {}", what, canonical, table.name,
                             core::did_you_mean(canonical, names), fmt::join(names, ", ")));
  }
}

void check_settings(const Source& source, const TableFields& table) {
  check_known(source, table, source.fields, "fields");
  check_known(source, table, source.constants, "constants");
  check_known(source, table, source.factors, "factors");
  check_known(source, table, source.codes, "codes");
}

bool given(const Source& source, const std::string& canonical) {
  return source.fields.contains(canonical) || source.constants.contains(canonical);
}

struct Choice {
  std::size_t layer = 0;
  const Mapping* mapping = nullptr;
  Fit fit;
  [[nodiscard]] auto rank() const { return std::make_tuple(fit.recognised, fit.layer_matches, fit.matched_count); }
};

std::vector<const Mapping*> mappings_for(const Source& source, const TableFields& table, const Mapping& canonical) {
  std::vector<const Mapping*> list;
  std::vector<std::string> ids;
  for (const auto& mapping : shipped_mappings()) {
    if (mapping.table != table.mapping_table()) continue;
    ids.push_back(mapping.id);
    if (source.mapping.empty() || source.mapping == mapping.id) list.push_back(&mapping);
  }
  if (source.mapping.empty() || source.mapping == canonical.id) list.push_back(&canonical);
  if (list.empty()) {
    fail(source, fmt::format("mapping '{}' is not one for table '{}'{}; there are {}", source.mapping, table.name,
                             core::did_you_mean(source.mapping, ids), fmt::join(ids, ", ")));
  }
  return list;
}

std::vector<std::size_t> layers_for(const Source& source, std::span<const LayerFields> layers) {
  std::vector<std::size_t> rows;
  std::vector<std::string> names;
  for (std::size_t row = 0; row < layers.size(); ++row) {
    names.push_back(layers[row].name);
    if (source.layer.empty() || field_key(source.layer) == field_key(layers[row].name)) rows.push_back(row);
  }
  if (layers.empty()) fail(source, "holds no layers");
  if (rows.empty()) {
    fail(source, fmt::format("layer '{}' is not there{}; there are: {}", source.layer,
                             core::did_you_mean(source.layer, names), fmt::join(names, ", ")));
  }
  return rows;
}

// What the project file gives need not be found by the mapping.
void drop_given(const Source& source, Fit& fit) {
  fit.matched_count += source.fields.size();
  std::erase_if(fit.missing, [&](const auto& canonical) { return given(source, canonical); });
}

std::vector<Choice> choices(const Source& source, std::span<const std::size_t> rows,
                            std::span<const LayerFields> layers, std::span<const Mapping* const> mappings) {
  std::vector<Choice> list;
  for (const std::size_t row : rows) {
    for (const auto* const mapping : mappings) {
      Choice choice{row, mapping, fit_of(*mapping, layers[row])};
      drop_given(source, choice.fit);
      list.push_back(std::move(choice));
    }
  }
  return list;
}

/// "; it is 'CBS wijken en buurten: kerncijfers': read it as table 'population'", where a mapping recognises the layer.
std::string recognised_as(const LayerFields& layer) {
  for (const auto& mapping : shipped_mappings()) {
    if (fit_of(mapping, layer).recognised)
      return fmt::format("; it is '{}': read it as table '{}'", mapping.title, mapping.table);
  }
  return {};
}

// Nothing fits: say what is missing from the one that comes nearest.
[[noreturn]] void fail_unfit(const Source& source, const TableFields& table, std::span<const LayerFields> layers,
                             const std::vector<Choice>& all) {
  const auto nearest = std::max_element(all.begin(), all.end(), [](const Choice& a, const Choice& b) {
    return std::make_tuple(a.fit.matched_count, b.fit.missing.size()) <
           std::make_tuple(b.fit.matched_count, a.fit.missing.size());
  });
  const auto& layer = layers[nearest->layer];
  if (nearest->fit.missing.empty() && !nearest->fit.foreign.empty()) {
    fail(source, fmt::format("layer '{}': is no table '{}', since it has a field '{}'{}", layer.name, table.name,
                             nearest->fit.foreign, recognised_as(layer)));
  }
  if (nearest->fit.missing.empty()) {
    fail(source,
         fmt::format(
             "layer '{}': none of its fields is known for table '{}'; name them with fields.<{}> = \"...\"; it has: {}",
             layer.name, table.name, fmt::join(table.fields, "|"), fmt::join(layer.fields, ", ")));
  }
  const auto& canonical = nearest->fit.missing.front();
  const auto& spellings = nearest->mapping->fields.at(canonical);
  std::string hint;
  for (const auto& spelling : spellings) {
    if (hint.empty()) hint = core::did_you_mean(spelling, layer.fields);
  }
  fail(source,
       fmt::format("layer '{}': no field for '{}' (looked for {}){}; it has: {}; name it with fields.{} = \"...\"",
                   layer.name, canonical, fmt::join(spellings, ", "), hint, fmt::join(layer.fields, ", "), canonical));
}

Choice best_choice(const Source& source, const TableFields& table, std::span<const LayerFields> layers,
                   const std::vector<Choice>& all) {
  std::vector<Choice> fitting;
  for (const auto& choice : all) {
    const bool named = !source.mapping.empty() || !source.fields.empty();
    if (!choice.fit.missing.empty() || (choice.fit.matched_count == 0 && !named)) continue;
    // Alike fields are not enough for a source that has a signature: provinces have codes and names as well.
    if (!named && !choice.fit.eligible) continue;
    fitting.push_back(choice);
  }
  if (fitting.empty()) fail_unfit(source, table, layers, all);
  // Stable: of equals, the first mapping by id, and "canonical" last.
  std::stable_sort(fitting.begin(), fitting.end(),
                   [](const Choice& a, const Choice& b) { return a.rank() > b.rank(); });
  for (const auto& other : fitting) {
    if (other.layer == fitting[0].layer || other.rank() != fitting[0].rank()) continue;
    fail(source, fmt::format("layers '{}' and '{}' both fit table '{}'; choose one with layer = \"...\" (--layer)",
                             layers[fitting[0].layer].name, layers[other.layer].name, table.name));
  }
  return fitting[0];
}

void add_columns(Field& field, const LayerFields& layer, const std::vector<std::string>& spellings) {
  for (const auto& spelling : spellings) {
    for (const std::size_t column : columns_of(layer.fields, spelling)) {
      const int index = static_cast<int>(column);
      if (std::find(field.columns.begin(), field.columns.end(), index) != field.columns.end()) continue;
      if (field.columns.empty()) field.source_name = layer.fields[column];
      field.columns.push_back(index);
    }
  }
}

void add_own_column(const Source& source, Field& field, const LayerFields& layer, const std::string& canonical) {
  const auto& wanted = source.fields.at(canonical);
  add_columns(field, layer, {wanted});
  if (field.columns.empty()) {
    fail(source, fmt::format("layer '{}': field '{}' (fields.{}) is not there{}; it has: {}", layer.name, wanted,
                             canonical, core::did_you_mean(wanted, layer.fields), fmt::join(layer.fields, ", ")));
  }
}

void add_codes(Field& field, const std::map<std::string, std::map<std::string, std::string>>& codes,
               const std::string& canonical) {
  const auto found = codes.find(canonical);
  if (found == codes.end()) return;
  for (const auto& [from, to] : found->second) field.codes[core::folded(from)] = to;
}

Field field_for(const Source& source, const Mapping& mapping, const LayerFields& layer, const std::string& canonical,
                const std::vector<std::string>& spellings) {
  Field field;
  if (const auto constant = source.constants.find(canonical); constant != source.constants.end()) {
    field.constant = constant->second;
  } else if (source.fields.contains(canonical)) {
    add_own_column(source, field, layer, canonical);
  } else {
    add_columns(field, layer, spellings);
    const auto shipped = mapping.constants.find(canonical);
    if (shipped != mapping.constants.end()) field.constant = shipped->second;
  }
  add_codes(field, mapping.codes, canonical);
  add_codes(field, source.codes, canonical);
  if (const auto factor = mapping.factors.find(canonical); factor != mapping.factors.end())
    field.factor = factor->second;
  if (const auto factor = source.factors.find(canonical); factor != source.factors.end()) field.factor = factor->second;
  return field;
}

// The project's own filter, else the mapping's: at a date, if the project names one.
std::string where_of(const Source& source, const Mapping& mapping) {
  if (!source.where.empty()) return source.where;
  if (source.reference_date.empty()) return mapping.where;
  if (mapping.where_at.empty()) {
    fail(source, fmt::format("reference_date = \"{}\": mapping '{}' is of a source without history; leave it out",
                             source.reference_date, mapping.id));
  }
  if (!find_iso_date(source.reference_date)) {
    fail(source, fmt::format("reference_date = \"{}\": is no date such as 2025-12-31", source.reference_date));
  }
  std::string date = source.reference_date;  // a cast date is written with slashes
  std::replace(date.begin(), date.end(), '-', '/');
  std::string where = mapping.where_at;
  constexpr std::string_view kDate = "{date}";
  for (auto at = where.find(kDate); at != std::string::npos; at = where.find(kDate, at)) {
    where.replace(at, kDate.size(), date);
  }
  return where;
}

}  // namespace

Fit fit_of(const Mapping& mapping, const LayerFields& layer) {
  Fit fit;
  fit.layer_matches = matches_pattern(mapping, layer.name);
  for (const auto& [canonical, spellings] : mapping.fields) {
    if (any_column(layer.fields, spellings)) ++fit.matched_count;
  }
  for (const auto& canonical : mapping.required) {
    const auto spellings = mapping.fields.find(canonical);
    const bool found = spellings != mapping.fields.end() && any_column(layer.fields, spellings->second);
    if (!found && !mapping.constants.contains(canonical)) fit.missing.push_back(canonical);
  }
  const auto& signature = mapping.signature;
  // Without its signature, a layer of that name is another one's.
  const bool alike = std::all_of(signature.begin(), signature.end(),
                                 [&](const auto& name) { return any_column(layer.fields, core::split(name, '|')); });
  for (const auto& name : mapping.unless) {
    if (const auto column = find_column(layer.fields, name); column && fit.foreign.empty())
      fit.foreign = layer.fields[*column];
  }
  const bool named = fit.layer_matches || (!signature.empty() && !mapping.layer_is_sure);
  fit.recognised = fit.missing.empty() && !mapping.own && alike && named && fit.foreign.empty();
  fit.eligible = alike && (named || !mapping.layer_is_sure) && fit.foreign.empty();
  return fit;
}

bool is_layer_of(const TableFields& table, const std::string& layer) {
  const auto mappings = shipped_mappings();
  return std::any_of(mappings.begin(), mappings.end(), [&](const Mapping& mapping) {
    return mapping.table == table.mapping_table() && mapping.layer_is_sure && matches_pattern(mapping, layer);
  });
}

Binding bound(const Source& source, const TableFields& table, std::span<const LayerFields> layers) {
  check_settings(source, table);
  const Mapping canonical = canonical_mapping(table);
  const auto mappings = mappings_for(source, table, canonical);
  const auto rows = layers_for(source, layers);
  const auto choice = best_choice(source, table, layers, choices(source, rows, layers, mappings));

  Binding binding;
  binding.layer = choice.layer;
  binding.mapping = *choice.mapping;
  binding.where = where_of(source, *choice.mapping);
  const auto& layer = layers[choice.layer];
  for (const auto name : table.fields) {
    const std::string field{name};
    const auto shipped = binding.mapping.fields.find(field);
    static const std::vector<std::string> none;
    const auto& spellings = shipped == binding.mapping.fields.end() ? none : shipped->second;
    binding.fields.emplace(field, field_for(source, binding.mapping, layer, field, spellings));
  }
  for (const auto& place : place_fields()) {
    const std::string field{place.canonical};
    binding.fields.emplace(field, field_for(source, binding.mapping, layer, field, place.spellings));
  }
  return binding;
}

}  // namespace trek::ingest::detail
