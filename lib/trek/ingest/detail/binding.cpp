#include "trek/ingest/detail/binding.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <regex>
#include <tuple>

#include "trek/config/field_key.hpp"
#include "trek/core/date.hpp"
#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/ingest/detail/remedies.hpp"
#include "trek/ingest/detail/values.hpp"

namespace trek::ingest::detail {

namespace {

[[noreturn]] void fail(const model::Source& source, const std::string& what) {
  throw core::Error{core::ErrorKind::data, fmt::format("source '{}', {}: {}", source.name, source.path.string(), what)};
}

constexpr std::size_t kCutAt = 10;  // characters of a name in a Shapefile

/// "aantal_inw" may be "aantal_inwoners", cut by a Shapefile that it once was in.
bool is_cut_of(std::string_view name, std::string_view whole) {
  const auto alike = [](char c) {
    return c == ' ' || c == '-' ? '_' : (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  };
  return name.size() == kCutAt && whole.size() > kCutAt &&
         std::equal(name.begin(), name.end(), whole.begin(), [&](char a, char b) { return alike(a) == alike(b); });
}

/// "aantal_i_1": of names that were cut alike all but the first are numbered.
bool is_numbered_cut_of(std::string_view name, std::string_view whole) {
  if (name.size() != kCutAt || whole.size() <= kCutAt) return false;
  const auto digits = name.find_last_not_of("0123456789");
  if (digits == std::string_view::npos || digits + 1 == name.size() || name[digits] != '_') return false;
  return config::field_key(whole.substr(0, digits)) == config::field_key(name.substr(0, digits));
}

std::optional<std::size_t> find_column(const std::vector<std::string>& names, std::string_view wanted) {
  const auto exact = std::find(names.begin(), names.end(), wanted);
  if (exact != names.end()) return static_cast<std::size_t>(exact - names.begin());
  const std::string key = config::field_key(wanted);
  const auto alike =
      std::find_if(names.begin(), names.end(), [&](const auto& name) { return config::field_key(name) == key; });
  if (alike != names.end()) return static_cast<std::size_t>(alike - names.begin());
  const auto cut = std::find_if(names.begin(), names.end(), [&](const auto& name) { return is_cut_of(name, wanted); });
  if (cut == names.end()) return std::nullopt;
  return static_cast<std::size_t>(cut - names.begin());
}

/// The fields that a spelling may mean: one, or all that begin as a pattern says.
std::vector<std::size_t> columns_of(const std::vector<std::string>& names, std::string_view spelling) {
  std::vector<std::size_t> columns;
  if (!config::is_pattern(spelling)) {
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

bool matches_pattern(const config::Mapping& mapping, const std::string& layer) {
  if (mapping.layer.empty()) return false;
  return std::regex_match(layer, std::regex{mapping.layer, std::regex::ECMAScript | std::regex::icase});
}

// The table's own field names as a mapping: for files that already speak trek, and for a project's own `fields`.
config::Mapping canonical_mapping(const config::TableFields& table) {
  config::Mapping mapping;
  mapping.id = "canonical";
  mapping.table = table.name;
  for (const std::string_view field : table.fields) {
    auto& spellings = mapping.fields[std::string{field}];
    spellings.emplace_back(field);
    if (field.ends_with("_id")) spellings.push_back(std::string{field} + "s");  // it may hold several
  }
  mapping.required.assign(table.required.begin(), table.required.end());
  return mapping;
}

std::vector<std::string> canonical_names(const config::TableFields& table) {
  std::vector<std::string> names(table.fields.begin(), table.fields.end());
  for (const auto& place : config::place_fields()) names.emplace_back(place.canonical);
  names.emplace_back("axis_order");
  return names;
}

template <class Map>
void check_known(const model::Source& source, const config::TableFields& table, const Map& map, std::string_view what) {
  const auto names = canonical_names(table);
  for (const auto& [canonical, value] : map) {
    if (std::find(names.begin(), names.end(), canonical) != names.end()) continue;
    const bool by_option = source.told == model::Told::import && what == "fields";
    fail(source, fmt::format("{}: table '{}' has no such field{}; it has {}",
                             by_option ? field_name(source.told, canonical) : fmt::format("{}.{}", what, canonical),
                             table.name, core::did_you_mean(canonical, names), fmt::join(names, ", ")));
  }
}

void check_settings(const model::Source& source, const config::TableFields& table) {
  check_known(source, table, source.fields, "fields");
  check_known(source, table, source.constants, "constants");
  check_known(source, table, source.factors, "factors");
  check_known(source, table, source.codes, "codes");
}

bool given(const model::Source& source, const std::string& canonical) {
  return source.fields.contains(canonical) || source.constants.contains(canonical);
}

struct Choice {
  std::size_t layer = 0;
  const config::Mapping* mapping = nullptr;
  Fit fit;
  [[nodiscard]] auto rank() const { return std::make_tuple(fit.recognised, fit.layer_matches, fit.matched_count); }
};

std::vector<const config::Mapping*> mappings_for(const model::Source& source, const config::TableFields& table,
                                                 const config::Mapping& canonical) {
  std::vector<const config::Mapping*> list;
  std::vector<std::string> ids;
  for (const auto& mapping : config::shipped_mappings()) {
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

std::vector<std::size_t> layers_for(const model::Source& source, std::span<const LayerFields> layers) {
  std::vector<std::size_t> rows;
  std::vector<std::string> names;
  for (std::size_t row = 0; row < layers.size(); ++row) {
    names.push_back(layers[row].name);
    if (source.layer.empty() || config::field_key(source.layer) == config::field_key(layers[row].name))
      rows.push_back(row);
  }
  if (layers.empty()) fail(source, "holds no layers");
  if (rows.empty()) {
    fail(source, fmt::format("layer '{}' is not there{}; there are: {}", source.layer,
                             core::did_you_mean(source.layer, names), fmt::join(names, ", ")));
  }
  return rows;
}

// What the project file gives need not be found by the mapping.
void drop_given(const model::Source& source, Fit& fit) {
  fit.matched_count += source.fields.size();
  std::erase_if(fit.missing, [&](const auto& canonical) {
    const auto either = core::split(canonical, '|');
    return std::any_of(either.begin(), either.end(), [&](const auto& one) { return given(source, one); });
  });
}

std::vector<Choice> choices(const model::Source& source, std::span<const std::size_t> rows,
                            std::span<const LayerFields> layers, std::span<const config::Mapping* const> mappings) {
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
  for (const auto& mapping : config::shipped_mappings()) {
    if (fit_of(mapping, layer).recognised)
      return fmt::format("; it is '{}': read it as table '{}'", mapping.title, mapping.table);
  }
  return {};
}

// Nothing fits: say what is missing from the one that comes nearest.
[[noreturn]] void fail_unfit(const model::Source& source, const config::TableFields& table,
                             std::span<const LayerFields> layers, const std::vector<Choice>& all) {
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
    fail(source, fmt::format("layer '{}': none of its fields is known for table '{}', which has {}; {}; it has: {}",
                             layer.name, table.name,
                             fmt::join(std::vector<std::string_view>(table.fields.begin(), table.fields.end()), ", "),
                             field_remedy(source.told, "FIELD"), fmt::join(layer.fields, ", ")));
  }
  const std::string canonical = core::split(nearest->fit.missing.front(), '|').front();
  const auto& spellings = nearest->mapping->fields.at(canonical);
  std::string hint;
  for (const auto& spelling : spellings) {
    if (hint.empty()) hint = core::did_you_mean(spelling, layer.fields);
  }
  fail(source, fmt::format("layer '{}': no field for '{}' (looked for {}){}; it has: {}; {}", layer.name, canonical,
                           fmt::join(spellings, ", "), hint, fmt::join(layer.fields, ", "),
                           field_remedy(source.told, canonical)));
}

Choice best_choice(const model::Source& source, const config::TableFields& table, std::span<const LayerFields> layers,
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
    fail(source, fmt::format("layers '{}' and '{}' both fit table '{}'; {}", layers[fitting[0].layer].name,
                             layers[other.layer].name, table.name, layer_remedy(source.told)));
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

void add_own_column(const model::Source& source, Field& field, const LayerFields& layer, const std::string& canonical) {
  const auto& wanted = source.fields.at(canonical);
  add_columns(field, layer, {wanted});
  if (field.columns.empty()) {
    fail(source, fmt::format("layer '{}': field '{}' ({}) is not there{}; it has: {}", layer.name, wanted,
                             field_name(source.told, canonical), core::did_you_mean(wanted, layer.fields),
                             fmt::join(layer.fields, ", ")));
  }
}

void add_codes(Field& field, const std::map<std::string, std::map<std::string, std::string>>& codes,
               const std::string& canonical) {
  const auto found = codes.find(canonical);
  if (found == codes.end()) return;
  for (const auto& [from, to] : found->second) field.codes[core::folded(from)] = to;
}

Field field_for(const model::Source& source, const config::Mapping& mapping, const LayerFields& layer,
                const std::string& canonical, const std::vector<std::string>& spellings) {
  Field field;
  field.canonical = canonical;
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

/// The spelling that a column is the beginning of; empty for a column that has its whole name.
std::string cut_spelling(const std::string& name, const std::vector<std::string>& spellings) {
  const std::string key = config::field_key(name);
  if (std::any_of(spellings.begin(), spellings.end(), [&](const auto& s) { return config::field_key(s) == key; }))
    return {};
  const auto cut = std::find_if(spellings.begin(), spellings.end(), [&](const auto& s) { return is_cut_of(name, s); });
  return cut == spellings.end() ? std::string{} : *cut;
}

using Spellings = std::map<std::string, std::vector<std::string>>;

/// Which field has a column whose name was cut: one that has the name as it is, one that the user named, else the one
/// with the shortest name.
struct CutColumn {
  std::string canonical;
  std::string whole;  // empty: the name as it is
  int order = 0;
};

std::map<int, CutColumn> cut_columns(const model::Source& source, const LayerFields& layer, const Spellings& spellings,
                                     const Binding& binding) {
  std::map<int, CutColumn> owners;
  for (const auto& [canonical, field] : binding.fields) {
    for (const int column : field.columns) {
      CutColumn found{canonical, cut_spelling(layer.fields[static_cast<std::size_t>(column)], spellings.at(canonical)),
                      2};
      if (source.fields.contains(canonical)) found.order = 1;
      if (found.whole.empty()) found.order = 0;
      const auto [at, is_new] = owners.try_emplace(column, found);
      const auto rank = [](const CutColumn& c) { return std::tuple{c.order, c.whole.size()}; };
      if (!is_new && rank(found) < rank(at->second)) at->second = found;
    }
  }
  return owners;
}

/// A field that nobody has may be one of the columns whose names were cut alike and numbered.
void tell_numbered_names(const model::Source& source, const LayerFields& layer, const Spellings& spellings,
                         Binding& binding) {
  for (const auto& [canonical, field] : binding.fields) {
    if (field.present()) continue;
    for (const auto& name : layer.fields) {
      const auto& all = spellings.at(canonical);
      const bool may_be =
          std::any_of(all.begin(), all.end(), [&](const auto& s) { return is_numbered_cut_of(name, s); });
      if (!may_be) continue;
      binding.notes.emplace_back(
          fmt::format("kolom '{}' kan het veld '{}' zijn, maar haar naam is afgekapt en genummerd; wijs haar aan", name,
                      canonical),
          fmt::format("column '{}' may be the field '{}', but its name was cut and numbered; {}", name, canonical,
                      field_remedy(source.told, canonical)));
    }
  }
}

/// One field a cut name; what was taken for what is told, and which columns nobody can tell.
void settle_cut_names(const model::Source& source, const LayerFields& layer, const Spellings& spellings,
                      Binding& binding) {
  for (const auto& [column, owner] : cut_columns(source, layer, spellings, binding)) {
    const auto& name = layer.fields[static_cast<std::size_t>(column)];
    for (auto& [canonical, field] : binding.fields) {
      if (canonical != owner.canonical && !cut_spelling(name, spellings.at(canonical)).empty()) {
        std::erase(field.columns, column);
      }
    }
    if (owner.whole.empty()) continue;
    binding.notes.emplace_back(
        fmt::format("kolom '{}' is gelezen als '{}', haar naam afgekapt op tien tekens", name, owner.whole),
        fmt::format("column '{}' is taken for '{}', its name cut at ten characters", name, owner.whole));
  }
  tell_numbered_names(source, layer, spellings, binding);
}

// The project's own filter, else the mapping's: at a date, if the project names one.
std::string where_of(const model::Source& source, const config::Mapping& mapping) {
  if (!source.where.empty()) return source.where;
  if (source.reference_date.empty()) return mapping.where;
  if (mapping.where_at.empty()) {
    fail(source, fmt::format("{} = \"{}\": mapping '{}' is of a source without history; leave it out",
                             day_name(source.told), source.reference_date, mapping.id));
  }
  const auto day = core::find_iso_date(source.reference_date);
  if (!day || day->size() != std::string_view{"2025-12-31"}.size()) {
    fail(source,
         fmt::format("{} = \"{}\": is no date such as 2025-12-31", day_name(source.told), source.reference_date));
  }
  std::string date = *day;  // a cast date is written with slashes
  std::replace(date.begin(), date.end(), '-', '/');
  std::string where = mapping.where_at;
  constexpr std::string_view kDate = "{date}";
  for (auto at = where.find(kDate); at != std::string::npos; at = where.find(kDate, at)) {
    where.replace(at, kDate.size(), date);
  }
  return where;
}

}  // namespace

Fit fit_of(const config::Mapping& mapping, const LayerFields& layer) {
  Fit fit;
  fit.layer_matches = matches_pattern(mapping, layer.name);
  for (const auto& [canonical, spellings] : mapping.fields) {
    if (any_column(layer.fields, spellings)) ++fit.matched_count;
  }
  const auto is_there = [&](const std::string& canonical) {
    const auto spellings = mapping.fields.find(canonical);
    return mapping.constants.contains(canonical) ||
           (spellings != mapping.fields.end() && any_column(layer.fields, spellings->second));
  };
  for (const auto& canonical : mapping.required) {
    const auto either = core::split(canonical, '|');
    if (std::none_of(either.begin(), either.end(), is_there)) fit.missing.push_back(canonical);
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

bool is_layer_of(const config::TableFields& table, const std::string& layer) {
  const auto mappings = config::shipped_mappings();
  return std::any_of(mappings.begin(), mappings.end(), [&](const config::Mapping& mapping) {
    return mapping.table == table.mapping_table() && mapping.layer_is_sure && matches_pattern(mapping, layer);
  });
}

Binding bound(const model::Source& source, const config::TableFields& table, std::span<const LayerFields> layers) {
  check_settings(source, table);
  const config::Mapping canonical = canonical_mapping(table);
  const auto mappings = mappings_for(source, table, canonical);
  const auto rows = layers_for(source, layers);
  const auto choice = best_choice(source, table, layers, choices(source, rows, layers, mappings));

  Binding binding;
  binding.layer = choice.layer;
  binding.mapping = *choice.mapping;
  binding.where = where_of(source, *choice.mapping);
  const auto& layer = layers[choice.layer];
  Spellings all_spellings;
  for (const std::string_view name : table.fields) {
    const std::string field{name};
    const auto shipped = binding.mapping.fields.find(field);
    static const std::vector<std::string> none;
    const auto& spellings = shipped == binding.mapping.fields.end() ? none : shipped->second;
    binding.fields.emplace(field, field_for(source, binding.mapping, layer, field, spellings));
    all_spellings[field] = spellings;
  }
  for (const auto& place : config::place_fields()) {
    const std::string field{place.canonical};
    binding.fields.emplace(field, field_for(source, binding.mapping, layer, field, place.spellings));
    all_spellings[field] = place.spellings;
  }
  for (const auto& [own, name] : source.fields) all_spellings[own] = {name};
  settle_cut_names(source, layer, all_spellings, binding);
  return binding;
}

}  // namespace trek::ingest::detail
