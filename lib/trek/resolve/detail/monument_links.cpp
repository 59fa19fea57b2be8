#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "trek/core/text.hpp"
#include "trek/resolve/detail/confidences.hpp"
#include "trek/resolve/detail/linker.hpp"
#include "trek/resolve/detail/typology.hpp"

/// Monuments and buildings. The point of a monument is worth what its own location quality says: placed exactly, it
/// settles which of two buildings an address means; placed `globaal`, it is a hint, and asserted only where no other
/// building can be meant.
namespace trek::resolve::detail {
namespace {

constexpr std::size_t kMostAlternatives = 5;

bool is_well_placed(model::LocationQuality quality) noexcept {
  return quality == model::LocationQuality::exact || quality == model::LocationQuality::decision;
}

/// What such a monument is used for in the BAG, where that tells it from its neighbours.
std::optional<model::Use> find_telling_use(const model::Monuments& table, std::uint32_t row) {
  switch (find_monument_type(table, row).value_or(model::SiteType::unknown)) {
    case model::SiteType::church:
      return model::Use::assembly;
    case model::SiteType::factory:
    case model::SiteType::warehouse:
      return model::Use::industry;
    case model::SiteType::school:
      return model::Use::education;
    case model::SiteType::office:
      return model::Use::office;
    case model::SiteType::shop:
    case model::SiteType::department_store:
      return model::Use::shop;
    default:
      return std::nullopt;
  }
}

/// A mill, a pump or a gate may stand beside a house without being one; what is a dwelling, a farm or a hall has walls
/// that the BAG knows.
bool is_surely_a_building(const model::Monuments& table, std::uint32_t row) {
  return find_monument_type(table, row) || core::folded(table.main_category[row]).starts_with("woningen") ||
         (table.main_category[row].empty() && table.sub_category[row].empty());
}

model::LinkMethod method_at(double distance_m) noexcept {
  return distance_m > 0.0 ? model::LinkMethod::nearest : model::LinkMethod::inside;
}

}  // namespace

std::vector<std::uint32_t> others(const std::vector<BuildingFinder::Near>& around, std::uint32_t slot) {
  std::vector<std::uint32_t> result;
  for (const auto& near : around) {
    if (near.slot != slot && result.size() < kMostAlternatives) result.push_back(near.slot);
  }
  return result;
}

void Linker::link_monument(std::uint32_t row) {
  const model::Monuments& table = *evidence_.monuments;
  const Record record{Table::monument, row};
  const bool decided = link_by_decision(record);
  if (decided && !(decisions_.is_alone(record) && is_no_building(table, row))) return;
  if (!decided && link_by_key(record, table.building_ids[row], table.unit_ids[row])) return;
  if (!table.place[row]) {
    // Without a place only its address can say where it is; if that fails too, it is counted with those elsewhere.
    if (!decided) link_by_address(record, table.address[row], std::nullopt);
    return;
  }
  if (is_no_building(table, row)) {
    report_.add({core::Severity::note, "monuments", table.number[row], "not_a_building", table.main_category[row],
                 "no candidate: archaeology, statues, bridges, ramparts and graves are left out",
                 location_of(evidence_, record)});
    return;
  }
  Setting setting{*table.place[row], is_well_placed(table.location_quality[row]), std::nullopt};
  setting.inside = allowed_inside(record, setting.place);
  if (link_monument_by_address(row, setting) || link_monument_by_place(row, setting)) return;
  if (!finder_.has_table()) return;
  const double tolerance = (setting.well_placed ? rule_.exact_tolerance : rule_.approximate_tolerance).value();
  report_.add({core::Severity::note,
               "monuments",
               table.number[row],
               "monument_without_building",
               {fmt::format("geen binnen {:.0f} m", tolerance), fmt::format("none within {:.0f} m", tolerance)},
               "a site of its own, at its point",
               location_of(evidence_, record)});
}

/// Monuments without a place of which no unit, building, address or number is known here: one note for all of them,
/// since a national register has tens of thousands.
void Linker::tell_elsewhere() {
  const model::Monuments& table = *evidence_.monuments;
  std::set<std::uint32_t> linked;
  for (const Edge& edge : edges_) {
    for (const Record record : {edge.from, edge.to}) {
      if (record.table == Table::monument) linked.insert(record.row);
    }
  }
  std::vector<std::string> elsewhere;
  for (std::uint32_t row = 0; row < table.size(); ++row) {
    if (!table.place[row] && !linked.contains(row)) elsewhere.push_back(table.number[row]);
  }
  if (elsewhere.empty()) return;
  report_.add(
      {core::Severity::note,
       "monuments",
       *std::min_element(elsewhere.begin(), elsewhere.end()),
       "monument_elsewhere",
       {fmt::format("{} monument{}", elsewhere.size(), elsewhere.size() == 1 ? "" : "en"),
        fmt::format("{} monument{}", elsewhere.size(), elsewhere.size() == 1 ? "" : "s")},
       "they have no place, and none of their units, buildings or addresses is in the project: outside the region",
       {}});
}

void Linker::count_shared_addresses() {
  const model::Monuments& table = *evidence_.monuments;
  for (std::uint32_t row = 0; row < table.size(); ++row) {
    if (table.complex_number[row].empty() || table.address[row].empty()) continue;
    const auto hit = address_hit({Table::monument, row}, table.address[row], table.place[row]);
    if (hit.slots.size() == 1) ++shared_addresses_[{table.complex_number[row], hit.slots.front()}];
  }
}

bool Linker::link_monument_by_address(std::uint32_t row, const Setting& setting) {
  const Record record{Table::monument, row};
  const auto hit = address_hit(record, evidence_.monuments->address[row], setting.place);
  if (hit.slots.empty() && !hit.several.empty() && !setting.inside) {
    const auto nearest = std::min_element(hit.several.begin(), hit.several.end(), [&](auto a, auto b) {
      return finder_.distance_m(a, setting.place) < finder_.distance_m(b, setting.place);
    });
    std::vector<std::uint32_t> rest = hit.several;
    std::erase(rest, *nearest);
    add({record,
         {Table::building, *nearest},
         model::LinkMethod::address,
         finder_.distance_m(*nearest, setting.place),
         kOneOfSeveral,
         {},
         std::move(rest)});
    return true;
  }
  for (const std::uint32_t slot : hit.slots) {
    Edge edge{record,
              {Table::building, slot},
              model::LinkMethod::address,
              finder_.distance_m(slot, setting.place),
              hit.confidence,
              {}};
    add(hit.slots.size() == 1 ? weighed(row, setting, std::move(edge)) : std::move(edge));
  }
  return !hit.slots.empty();
}

/// A link by address on one building, held against the monument's point.
Edge Linker::weighed(std::uint32_t row, const Setting& setting, Edge edge) const {
  const model::Monuments& table = *evidence_.monuments;
  const auto shared = shared_addresses_.find({table.complex_number[row], edge.to.row});
  const bool is_shared = shared != shared_addresses_.end() && shared->second > 1;
  if (!setting.well_placed) {
    if (edge.distance_m > kAddressFar_m) edge.confidence = std::min(edge.confidence, kDoubtfulAddress);
    const bool is_works = !table.complex_number[row].empty() && find_telling_use(table, row) == model::Use::industry;
    if (!is_shared && !(is_works && edge.distance_m > kOfficeFar_m)) return edge;
    // A part of a complex under the address of its office: it says which complex, not which building.
    edge.confidence = std::min(edge.confidence, kTwoMinds);
    edge.alternatives = others(finder_.around(setting.place, rule_.approximate_tolerance.value()), edge.to.row);
    return edge;
  }
  if (setting.inside && *setting.inside != edge.to.row) {
    const bool other_letter = finder_.has_number_of(*setting.inside, table.address[row]);
    // A part of a complex without an address of its own, a boiler house, has that of the office.
    const bool is_a_part = is_shared && finder_.units_of(*setting.inside).empty();
    if (!other_letter && !is_a_part && edge.distance_m <= kOverTheWall_m) return edge;
    if (other_letter || is_a_part || edge.confidence < kCertainAddress) {
      return {edge.from,
              {Table::building, *setting.inside},
              other_letter ? model::LinkMethod::address : model::LinkMethod::inside,
              0.0,
              other_letter ? kOtherLetter : kExactInside,
              {}};
    }
    edge.confidence = std::min(edge.confidence, kTwoMinds);
    edge.alternatives = {*setting.inside};
  } else if (edge.distance_m > kAddressFarFromExact_m) {
    edge.confidence = std::min(edge.confidence, kDoubtfulAddress);
  }
  return edge;
}

bool Linker::link_monument_by_place(std::uint32_t row, const Setting& setting) {
  if (!setting.well_placed) return link_approximate(row, setting);
  const Record record{Table::monument, row};
  const double beside = is_surely_a_building(*evidence_.monuments, row) ? kExactNearest : kApproximateNearest;
  return link_inside(record, setting.place, kExactInside) ||
         link_beside(record, setting.place, rule_.exact_tolerance.value(), beside);
}

bool Linker::link_approximate(std::uint32_t row, const Setting& setting) {
  const Record record{Table::monument, row};
  const double tolerance = rule_.approximate_tolerance.value();
  const auto around = allowed_around(record, setting.place, tolerance * kApproximateReach);
  if (const auto likely = find_likely(row, around)) {
    add({record, {Table::building, likely->slot}, method_at(likely->distance_m), likely->distance_m, kLikely, {}});
    return true;
  }
  if (setting.inside) {
    add({record,
         {Table::building, *setting.inside},
         model::LinkMethod::inside,
         0.0,
         kApproximateInside,
         {},
         others(around, *setting.inside)});
    return true;
  }
  return link_nearest(record, setting.place, tolerance, kApproximateNearest);
}

/// The only building around that is used as such monuments are; of a farm or a dwelling the only one with an address.
std::optional<BuildingFinder::Near> Linker::find_likely(std::uint32_t row,
                                                        const std::vector<BuildingFinder::Near>& near) const {
  const double tolerance = rule_.approximate_tolerance.value();
  const auto find_only = [&](const auto& fits) -> std::optional<BuildingFinder::Near> {
    std::optional<BuildingFinder::Near> only;
    for (const auto& building : near) {
      if (!fits(building.slot)) continue;
      if (only) return std::nullopt;
      only = building;
    }
    return only && only->distance_m <= tolerance ? only : std::nullopt;
  };
  if (const auto use = find_telling_use(*evidence_.monuments, row)) {
    return find_only([&](std::uint32_t slot) { return finder_.has_use(slot, *use); });
  }
  if (!is_surely_a_building(*evidence_.monuments, row)) return std::nullopt;
  return find_only([&](std::uint32_t slot) { return !finder_.units_of(slot).empty(); });
}

}  // namespace trek::resolve::detail
