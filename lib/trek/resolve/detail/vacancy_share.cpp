#include "trek/resolve/detail/vacancy_share.hpp"

#include <algorithm>
#include <cstdint>

namespace trek::resolve::detail {
namespace {

using model::SiteType;

/// A unit, a building without units that the evidence names, or the whole site.
struct Part {
  std::optional<double> area_m2;
  bool dwelling = false;
  std::vector<const VacancyPiece*> pieces;
  bool smallest = true;  // of its building, as far as areas are known
};

/// The three ways to reckon.
enum class Reckoning : std::uint8_t { least, usual, most };

double weight_of(const VacancyPiece& piece, const Part& part, Reckoning reckoning) {
  if (reckoning == Reckoning::most) return piece.most_weight;
  if (reckoning == Reckoning::usual) return piece.evidence.weight;
  return piece.one_unit && !part.smallest ? 0.0 : piece.least_weight;
}

double chance(const Part& part, Reckoning reckoning) {
  double in_use = 1.0;
  for (const VacancyPiece* const piece : part.pieces) in_use *= 1.0 - weight_of(*piece, part, reckoning);
  return 1.0 - in_use;
}

bool is_dwelling_only(model::UseSet uses) {
  model::UseSet dwelling;
  dwelling.add(model::Use::dwelling);
  return uses == dwelling;
}

bool lives_in_its_dwelling(SiteType type) noexcept {
  return type == SiteType::farm || type == SiteType::country_house || type == SiteType::unknown;
}

class Parts {
 public:
  Parts(const BuildingSources& sources, const VacancySubject& subject, const std::vector<VacancyPiece>& pieces)
      : sources_{sources}, subject_{subject}, pieces_{pieces} {
    for (const std::uint32_t unit : subject.facts.units) add_unit(*sources.evidence.units, unit);
    for (const std::uint32_t slot : subject.buildings) add_building(slot);
    if (parts_.empty()) add_site();
  }

  /// Those that could host a place.
  [[nodiscard]] std::vector<Part> hosts() && {
    const bool only_dwellings = std::all_of(parts_.begin(), parts_.end(), [](const Part& p) { return p.dwelling; });
    if (only_dwellings || lives_in_its_dwelling(subject_.type)) return std::move(parts_);
    std::erase_if(parts_, [](const Part& part) { return part.dwelling; });
    return std::move(parts_);
  }

 private:
  void add_unit(const model::Units& table, std::uint32_t unit) {
    Part part{table.floor_area_m2[unit], is_dwelling_only(table.uses[unit]), {}, is_smallest(table, unit)};
    const auto of_unit = sources_.finder.buildings_of_unit(unit);
    for (const VacancyPiece& piece : pieces_) {
      const bool whole_site = piece.units.empty() && piece.buildings.empty();
      const bool of_building = std::any_of(of_unit.begin(), of_unit.end(),
                                           [&](std::uint32_t slot) { return piece.buildings.contains(slot); });
      if (whole_site || of_building || piece.units.contains(table.id[unit])) part.pieces.push_back(&piece);
    }
    parts_.push_back(std::move(part));
  }

  /// A shed that a piece names; without one it is left out, since nobody knows what it could be.
  void add_building(std::uint32_t slot) {
    const auto& counted = subject_.facts.units;
    const auto units = sources_.finder.units_of(slot);
    const bool has_units = std::any_of(units.begin(), units.end(), [&](std::uint32_t unit) {
      return std::find(counted.begin(), counted.end(), unit) != counted.end();
    });
    if (has_units || counted.empty()) return;
    Part part;
    for (const VacancyPiece& piece : pieces_) {
      if (piece.buildings.contains(slot)) part.pieces.push_back(&piece);
    }
    if (part.pieces.empty()) return;
    if (const double area_m2 = sources_.finder.footprint_m2(slot); area_m2 > 0.0) part.area_m2 = area_m2;
    parts_.push_back(std::move(part));
  }

  void add_site() {
    Part part;
    part.area_m2 = subject_.floor_area_m2;
    for (const VacancyPiece& piece : pieces_) part.pieces.push_back(&piece);
    parts_.push_back(std::move(part));
  }

  /// No unit in the same building is smaller, or of unknown area; of equal ones the first. Dwellings are compared with
  /// dwellings only.
  [[nodiscard]] bool is_smallest(const model::Units& table, std::uint32_t unit) const {
    const auto& area = table.floor_area_m2;
    return std::all_of(subject_.facts.units.begin(), subject_.facts.units.end(), [&](std::uint32_t other) {
      const bool alike = is_dwelling_only(table.uses[unit]) == is_dwelling_only(table.uses[other]);
      if (other == unit || !alike || !in_one_building(unit, other)) return true;
      if (!area[unit] || !area[other]) return false;
      return *area[unit] < *area[other] || (*area[unit] == *area[other] && table.id[unit] < table.id[other]);
    });
  }

  [[nodiscard]] bool in_one_building(std::uint32_t unit, std::uint32_t other) const {
    const auto a = sources_.finder.buildings_of_unit(unit);
    const auto b = sources_.finder.buildings_of_unit(other);
    return std::find_first_of(a.begin(), a.end(), b.begin(), b.end()) != a.end();
  }

  const BuildingSources& sources_;
  const VacancySubject& subject_;
  const std::vector<VacancyPiece>& pieces_;
  std::vector<Part> parts_;
};

/// Least, usual and most of a mean over the floor areas.
struct Mean {
  double least = 1.0;
  double usual = 0.0;
  double most = 0.0;
};

/// Parts of unknown area count as large as the others in the usual mean, and may be of any size in the others.
Mean mean_chance(const std::vector<Part>& parts, Reckoning reckoning) {
  double area_m2 = 0.0;
  double vacant_m2 = 0.0;
  double unknown_count = 0.0;
  double unknown_vacant = 0.0;
  Mean mean;
  const auto bound = [&](double share) {
    mean.least = std::min(mean.least, share);
    mean.most = std::max(mean.most, share);
  };
  for (const Part& part : parts) {
    const double vacant = chance(part, reckoning);
    if (part.area_m2) {
      area_m2 += *part.area_m2;
      vacant_m2 += *part.area_m2 * vacant;
    } else {
      unknown_count += 1.0;
      unknown_vacant += vacant;
      bound(vacant);
    }
  }
  const double known_count = static_cast<double>(parts.size()) - unknown_count;
  if (area_m2 > 0.0) bound(vacant_m2 / area_m2);
  const double each_m2 = area_m2 > 0.0 ? area_m2 / known_count : 1.0;
  const double whole_m2 = area_m2 + unknown_count * each_m2;
  mean.usual = whole_m2 > 0.0 ? (vacant_m2 + unknown_vacant * each_m2) / whole_m2 : 0.0;
  return mean;
}

/// Known, if any part that the evidence calls vacant has an area.
std::optional<double> vacant_area_m2(const std::vector<Part>& parts) {
  std::optional<double> sum;
  for (const Part& part : parts) {
    if (part.area_m2 && chance(part, Reckoning::usual) > 0.0) sum = sum.value_or(0.0) + *part.area_m2;
  }
  return sum;
}

bool is_told_of(const Part& part) { return !part.pieces.empty(); }

model::VacancyBasis basis_of(const std::vector<Part>& parts) {
  const bool all = std::all_of(parts.begin(), parts.end(), is_told_of);
  const bool by_unit = std::any_of(parts.begin(), parts.end(), [](const Part& part) {
    return std::any_of(part.pieces.begin(), part.pieces.end(), [](const auto* piece) { return !piece->units.empty(); });
  });
  return all && !by_unit ? model::VacancyBasis::whole : model::VacancyBasis::units;
}

double weakest_link(const std::vector<Part>& parts) {
  double confidence = 1.0;
  for (const Part& part : parts) {
    for (const VacancyPiece* const piece : part.pieces) {
      if (piece->confidence < kDoubtfulBelow) confidence = std::min(confidence, piece->confidence);
    }
  }
  return confidence;
}

}  // namespace

VacancyShare vacancy_share(const BuildingSources& sources, const VacancySubject& subject,
                           const std::vector<VacancyPiece>& pieces) {
  VacancyShare result;
  if (pieces.empty()) return result;
  const std::vector<Part> parts = Parts{sources, subject, pieces}.hosts();
  if (std::none_of(parts.begin(), parts.end(), is_told_of)) return result;
  const model::Range range{mean_chance(parts, Reckoning::least).least, mean_chance(parts, Reckoning::most).most};
  result.share = std::clamp(mean_chance(parts, Reckoning::usual).usual, range.low, range.high);
  if (range.low < range.high) result.range = range;
  result.known_share = std::min(1.0 - (range.high - range.low), weakest_link(parts));
  result.basis = basis_of(parts);
  result.vacant_floor_area_m2 = vacant_area_m2(parts);
  return result;
}

void set_vacancy(const VacancyShare& vacancy, model::Site& site) {
  site.vacancy_share = vacancy.share;
  site.ranges.vacancy_share = vacancy.range;
  site.vacancy_known_share = vacancy.known_share;
  site.vacancy_basis = vacancy.basis;
  site.vacant_floor_area_m2 = vacancy.vacant_floor_area_m2;
}

}  // namespace trek::resolve::detail
