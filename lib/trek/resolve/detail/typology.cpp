#include "trek/resolve/detail/typology.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "trek/core/text.hpp"
#include "trek/resolve/detail/type_words.hpp"

namespace trek::resolve::detail {
namespace {

using model::SiteType;
using model::Use;

/// Industry on less ground is a warehouse or workshop, not a factory.
constexpr double kFactoryFrom_m2 = 1000.0;
/// Shops with more floor are department stores.
constexpr double kDepartmentStoreFrom_m2 = 3000.0;

/// Beginnings of RCE main categories, folded.
struct Category {
  std::string_view begins;
  SiteType type;
};
/// Nothing to move into, whatever the subcategory: main categories of the RCE.
constexpr auto kNeverASite = std::to_array<std::string_view>({"archeologie", "voorwerpen"});
/// Nothing to move into, unless function or subcategory say otherwise.
constexpr auto kSeldomASite =
    std::to_array<std::string_view>({"weg en waterbouw", "verdedigingswerken", "uitvaartcentra"});
/// Says the type where there is no subcategory.
constexpr auto kPlainCategories = std::to_array<Category>(
    {{"religieuze gebouwen", SiteType::church}, {"kastelen landhuizen", SiteType::country_house}});
/// Says only that it is a building with another purpose than living.
constexpr auto kOpenCategories = std::to_array<Category>({{"handelsgebouwen", SiteType::other},
                                                          {"cultuur gezondheid", SiteType::other},
                                                          {"bestuursgebouwen", SiteType::office},
                                                          {"sport recreatie", SiteType::other}});

template <class Categories>
std::optional<SiteType> find_category(const Categories& categories, std::string_view folded_name) {
  for (const Category& category : categories) {
    if (folded_name.starts_with(category.begins)) return category.type;
  }
  return std::nullopt;
}

template <class Beginnings>
bool begins_with_any(std::string_view text, const Beginnings& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view begin) { return text.starts_with(begin); });
}

std::optional<TypeChoice> from_candidates(const Evidence& evidence, const Group& group) {
  for (const std::uint32_t row : group.candidates) {
    const model::Candidates& table = *evidence.candidates;
    if (table.type[row] != SiteType::unknown) {
      return TypeChoice{table.type[row], {"volgens de lijst van locaties", "as the list of sites says"}};
    }
    if (const auto type = model::find_site_type(table.original_function[row])) {
      return TypeChoice{*type,
                        {fmt::format("oorspronkelijke functie '{}'", table.original_function[row]),
                         fmt::format("original function '{}'", table.original_function[row])}};
    }
  }
  return std::nullopt;
}

std::optional<TypeChoice> from_monument(const model::Monuments& table, std::uint32_t row) {
  if (const auto type = model::find_site_type(table.original_function[row])) {
    return TypeChoice{*type,
                      {fmt::format("monument, oorspronkelijke functie '{}'", table.original_function[row]),
                       fmt::format("monument, original function '{}'", table.original_function[row])}};
  }
  if (const auto type = model::find_site_type(table.sub_category[row])) {
    return TypeChoice{*type,
                      {fmt::format("monument, subcategorie '{}'", table.sub_category[row]),
                       fmt::format("monument, subcategory '{}'", table.sub_category[row])}};
  }
  if (!table.sub_category[row].empty()) return std::nullopt;
  const auto type = find_category(kPlainCategories, core::folded(table.main_category[row]));
  if (!type) return std::nullopt;
  return TypeChoice{*type,
                    {fmt::format("monument, hoofdcategorie '{}'", table.main_category[row]),
                     fmt::format("monument, main category '{}'", table.main_category[row])}};
}

std::optional<TypeChoice> from_monuments(const Evidence& evidence, const Group& group) {
  for (const std::uint32_t row : group.monuments) {
    if (is_no_building(*evidence.monuments, row)) continue;
    if (auto choice = from_monument(*evidence.monuments, row)) return choice;
  }
  return std::nullopt;
}

std::optional<TypeChoice> from_text(const std::string& text) {
  auto spoken = find_spoken_type(text);
  if (!spoken) return std::nullopt;
  return TypeChoice{
      spoken->type,
      {fmt::format("volgens het record: '{}'", spoken->words), fmt::format("as the record says: '{}'", spoken->words)}};
}

std::optional<TypeChoice> from_vacancy_record(const model::VacancyRecords& table, std::uint32_t row) {
  if (table.type[row] != SiteType::unknown) {
    const auto type = table.type[row];
    return TypeChoice{type,
                      {fmt::format("volgens het record: '{}'", model::label_of(type, model::Language::nl)),
                       fmt::format("as the record says: '{}'", model::label_of(type, model::Language::en))}};
  }
  if (auto choice = from_text(table.note[row])) return choice;
  return from_text(table.name[row]);
}

/// What vacancy records say: those that speak of a part of the site, or those that speak of the whole.
std::optional<TypeChoice> from_vacancy(const Evidence& evidence, const Group& group,
                                       const std::vector<std::uint32_t>& parts, bool of_parts) {
  for (const std::uint32_t row : group.vacancy) {
    if ((std::find(parts.begin(), parts.end(), row) != parts.end()) != of_parts) continue;
    if (auto choice = from_vacancy_record(*evidence.vacancy, row)) return choice;
  }
  return std::nullopt;
}

std::optional<TypeChoice> from_names(const Evidence& evidence, const Group& group) {
  for (const std::uint32_t row : group.candidates) {
    if (auto choice = from_text(evidence.candidates->name[row])) return choice;
    if (auto choice = from_text(evidence.candidates->note[row])) return choice;
  }
  return std::nullopt;
}

std::optional<TypeChoice> from_open_category(const Evidence& evidence, const Group& group) {
  for (const std::uint32_t row : group.monuments) {
    const std::string& category = evidence.monuments->main_category[row];
    if (const auto type = find_category(kOpenCategories, core::folded(category))) {
      return TypeChoice{*type,
                        {fmt::format("monument, hoofdcategorie '{}'", category),
                         fmt::format("monument, main category '{}'", category)}};
    }
  }
  return std::nullopt;
}

TypeChoice industry_type(const BuildingFacts& facts) {
  if (!facts.footprint_m2) {
    return {SiteType::warehouse, {"gebruik industrie, grondvlak onbekend", "industrial use, footprint unknown"}};
  }
  const bool large = *facts.footprint_m2 >= kFactoryFrom_m2;
  const char* const sign = large ? ">=" : "<";
  return {
      large ? SiteType::factory : SiteType::warehouse,
      {fmt::format("gebruik industrie, grondvlak {:.0f} m2 ({} {:.0f})", *facts.footprint_m2, sign, kFactoryFrom_m2),
       fmt::format("industrial use, footprint {:.0f} m2 ({} {:.0f})", *facts.footprint_m2, sign, kFactoryFrom_m2)}};
}

bool is_department_store(const BuildingFacts& facts) {
  return facts.floor_area_m2 && *facts.floor_area_m2 >= kDepartmentStoreFrom_m2;
}

TypeChoice shop_type(const BuildingFacts& facts) {
  if (!is_department_store(facts)) return {SiteType::shop, {"gebruik winkel", "use: shop"}};
  return {SiteType::department_store,
          {fmt::format("gebruik winkel, vloer {:.0f} m2 (>= {:.0f})", *facts.floor_area_m2, kDepartmentStoreFrom_m2),
           fmt::format("use: shop, floor {:.0f} m2 (>= {:.0f})", *facts.floor_area_m2, kDepartmentStoreFrom_m2)}};
}

SiteType plain_type(Use use) noexcept {
  switch (use) {
    case Use::education:
      return SiteType::school;
    case Use::office:
      return SiteType::office;
    default:
      return SiteType::other;
  }
}

std::optional<TypeChoice> from_use(const BuildingFacts& facts) {
  if (!facts.main_use) return std::nullopt;
  if (*facts.main_use == Use::industry) return industry_type(facts);
  if (*facts.main_use == Use::shop) return shop_type(facts);
  return TypeChoice{plain_type(*facts.main_use),
                    {fmt::format("gebruik {}", model::label_of(*facts.main_use, model::Language::nl)),
                     fmt::format("use: {}", model::label_of(*facts.main_use, model::Language::en))}};
}

TypeChoice unknown_type(const BuildingFacts& facts) {
  if (facts.uses.has(Use::dwelling)) {
    return {SiteType::unknown, {"alleen wonen", "dwelling only"}};
  }
  return {SiteType::unknown, {"geen functie of gebruik bekend", "no function or use known"}};
}

TypeChoice large_shops_apart(TypeChoice choice, const BuildingFacts& facts) {
  if (choice.type != SiteType::shop || !is_department_store(facts)) return choice;
  choice.type = SiteType::department_store;
  const std::string behind = fmt::format(" {:.0f} m2 (>= {:.0f})", *facts.floor_area_m2, kDepartmentStoreFrom_m2);
  choice.reason = {choice.reason.dutch() + ", vloer" + behind, choice.reason.en + ", floor" + behind};
  return choice;
}

}  // namespace

std::optional<SiteType> find_monument_type(const model::Monuments& table, std::uint32_t row) {
  const auto choice = from_monument(table, row);
  return choice ? std::optional{choice->type} : std::nullopt;
}

bool is_no_building(const model::Monuments& table, std::uint32_t row) {
  const std::string category = core::folded(table.main_category[row]);
  if (begins_with_any(category, kNeverASite)) return true;
  return begins_with_any(category, kSeldomASite) && !model::find_site_type(table.original_function[row]) &&
         !model::find_site_type(table.sub_category[row]);
}

TypeChoice site_type(const Evidence& evidence, const Group& group, const std::vector<std::uint32_t>& parts,
                     const BuildingFacts& facts) {
  if (auto choice = from_candidates(evidence, group)) return *choice;
  if (auto choice = from_monuments(evidence, group)) return large_shops_apart(*choice, facts);
  auto said = from_vacancy(evidence, group, parts, false);
  if (!said) said = from_names(evidence, group);
  if (said) return large_shops_apart(*said, facts);
  auto use = from_use(facts);
  if (use && use->type != SiteType::other) return *use;
  if (auto choice = from_vacancy(evidence, group, parts, true)) {
    return large_shops_apart(*choice, facts);
  }
  if (use) return *use;
  if (auto choice = from_open_category(evidence, group)) return *choice;
  return unknown_type(facts);
}

}  // namespace trek::resolve::detail
