#include "trek/demand/detail/target_group.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <tuple>

namespace trek::demand::detail {
namespace {

using model::AgeBand;
using model::MunicipalityIdx;

/// Real / estimated target group, where the shares are those of the years and not measured: in 96 of 100 Dutch
/// municipalities (CBS 83502NED, 2021). See METHODS.
constexpr double kSharesLow = 0.88;
constexpr double kSharesHigh = 1.14;
constexpr double kSmallCount = 9.0;  // up to here a band is a number of persons, beyond it a part of all
constexpr double kNearBounds = 0.1;  // of a total: rounding of the totals themselves

bool is_young(const AgeBand& band) { return band.from == 15 && band.to == 25; }
bool is_adult(const AgeBand& band) { return band.from == 25 && band.to == 45; }

double most_of(const AgeBand& band) { return std::min(band.high, band.room); }
double least_of(const AgeBand& band) { return std::min(band.low, most_of(band)); }

/// What a band that is not published may add to the target group.
struct OpenBand {
  double share = 0.0;
  double low = 0.0;
  double high = 0.0;
};

struct Bounds {
  double low = 0.0;
  double high = 0.0;
};

/// The least and the most that bands add together, each within its own bounds and their people within `together`: what
/// is left goes to the bands of the largest shares, what must be to those of the smallest.
Bounds added_by(std::vector<OpenBand> bands, Bounds together) {
  std::sort(bands.begin(), bands.end(), [](const OpenBand& a, const OpenBand& b) { return a.share < b.share; });
  Bounds added;
  for (const OpenBand& band : bands) {
    added.low += band.share * band.low;
    together.low -= band.low;
    together.high -= band.low;
  }
  added.high = added.low;
  const auto take = [](const OpenBand& band, double& left) {
    const double people = std::clamp(left, 0.0, std::max(0.0, band.high - band.low));
    left -= people;
    return band.share * people;
  };
  for (const OpenBand& band : bands) added.low += take(band, together.low);
  std::reverse(bands.begin(), bands.end());
  for (const OpenBand& band : bands) added.high += take(band, together.high);
  return added;
}

/// The mean of a Poisson count that is known to lie within the bounds; of a wide band the mean, kept in them.
double expected(const AgeBand& band, double mean) {
  const double least = std::ceil(least_of(band));
  const double most = std::floor(most_of(band));
  if (!(most <= kSmallCount) || least > most) return std::clamp(mean, least_of(band), most_of(band));
  double chance = 1.0;
  double chances = 0.0;
  double sum = 0.0;
  for (double count = least; count <= most; count += 1.0) {
    if (count > least) chance *= mean / count;
    chances += chance;
    sum += chance * count;
  }
  return sum / chances;
}

/// What part of the inhabitants is of an age band, in the areas of one municipality.
class BandShare {
 public:
  void add(const AgeBand& band, double inhabitants) { rows_.push_back({band, inhabitants}); }

  /// Empty when no area says anything of it.
  [[nodiscard]] std::optional<double> value() const {
    double people = 0.0;
    double inhabitants = 0.0;
    for (const auto& [band, all] : rows_) {
      if (!band.people && !(most_of(band) <= kSmallCount)) continue;
      people += band.people.value_or((least_of(band) + most_of(band)) / 2.0);
      inhabitants += all;
    }
    if (!(inhabitants > 0.0)) return std::nullopt;
    double share = people / inhabitants;
    for (int round = 0; round < 50; ++round) {
      const double next = with_expected(share);
      if (std::abs(next - share) <= 1e-9) break;
      share = next;
    }
    return share;
  }

 private:
  struct Row {
    AgeBand band;
    double inhabitants;
  };

  [[nodiscard]] double with_expected(double share) const {
    double people = 0.0;
    double inhabitants = 0.0;
    for (const auto& [band, all] : rows_) {
      people += band.people ? *band.people : expected(band, share * all);
      inhabitants += all;
    }
    return people / inhabitants;
  }

  std::vector<Row> rows_;
};

/// Shares of all bands, by municipality and of everybody.
class BandShares {
 public:
  explicit BandShares(const PeopledAreas& areas) {
    std::map<Key, BandShare> groups;
    const auto& population = areas.population;
    for (std::size_t row = 0; row < population.bands.size(); ++row) {
      if (!areas.inhabitants[row]) continue;
      const double published = *areas.inhabitants[row] / areas.raked[row];
      for (const AgeBand& band : population.bands[row]) {
        if (!(band.share > 0.0)) continue;
        groups[key(areas.municipality[row], band)].add(band, published);
        groups[key({}, band, true)].add(band, published);
      }
    }
    for (const auto& [key, group] : groups) {
      if (const auto value = group.value()) shares_.emplace(key, *value);
    }
  }

  [[nodiscard]] std::optional<double> find(MunicipalityIdx municipality, const AgeBand& band) const {
    for (const Key& place : {key(municipality, band), key({}, band, true)}) {
      if (const auto found = shares_.find(place); found != shares_.end()) return found->second;
    }
    return std::nullopt;
  }

 private:
  using Key = std::tuple<bool, MunicipalityIdx, std::uint8_t, std::uint8_t>;
  static Key key(MunicipalityIdx municipality, const AgeBand& band, bool everybody = false) {
    return {everybody, municipality, band.from, band.to};
  }
  std::map<Key, double> shares_;
};

/// One area while it is being estimated; in people as raked.
struct Estimate {
  std::optional<double> people;
  double least = 0.0;  // between which an estimate may move
  double most = 0.0;
  double low = 0.0;  // of the truth
  double high = 0.0;
  bool estimated = false;
};

class Estimator {
 public:
  Estimator(const PeopledAreas& areas, const Calibration& shares)
      : areas_{areas}, population_{areas.population}, shares_{shares}, band_shares_{areas} {}

  TargetGroup estimate() && {
    rows_.resize(population_.size());
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (areas_.inhabitants[row]) rows_[row] = first_estimate(row);
    }
    result_.by_total.assign(rows_.size(), 0);
    const auto groups = rows_by_total();
    for (const auto& [total, group] : groups) share_of_total(total, group);
    share_of_municipality();
    for (const auto& [total, group] : groups) meet_total(total, group);
    for (const Estimate& row : rows_) {
      result_.people.push_back(row.people);
      result_.low.push_back(row.people ? std::min(row.low, *row.people) : row.low);
      result_.high.push_back(std::max(row.high, row.people.value_or(0.0)));
      result_.estimated.push_back(row.estimated && row.people ? 1 : 0);
    }
    return std::move(result_);
  }

 private:
  using Groups = std::map<std::uint32_t, std::vector<std::size_t>>;

  [[nodiscard]] double inhabitants(std::size_t row) const { return *areas_.inhabitants[row]; }

  [[nodiscard]] std::vector<AgeBand> bands_of(std::size_t row) const {
    if (row >= population_.bands.size()) return {};
    std::vector<AgeBand> bands;
    for (AgeBand band : population_.bands[row]) {
      const auto measured = is_wide(band) ? shares_.find(areas_.municipality[row]) : std::nullopt;
      if (measured) band.share = is_young(band) ? measured->of_15_25 : measured->of_25_45;
      band.high = std::min(band.high, inhabitants(row) / areas_.raked[row]);
      bands.push_back(band);
    }
    return bands;
  }

  static bool is_wide(const AgeBand& band) { return is_young(band) || is_adult(band); }

  [[nodiscard]] Estimate first_estimate(std::size_t row) const {
    const auto bands = bands_of(row);
    const auto counts = [](const AgeBand& band) { return band.share > 0.0; };
    if (std::none_of(bands.begin(), bands.end(), counts)) return without_bands(row);
    Estimate estimate;
    double people = 0.0;
    bool known = true;
    for (const AgeBand& band : bands) {
      if (!counts(band)) continue;
      const auto likely = people_of(row, band);
      known = known && likely.has_value();
      people += band.share * likely.value_or(0.0);
      estimate.estimated = estimate.estimated || !band.people;
      estimate.least += band.share * band.people.value_or(0.0);
      estimate.low += band.people ? band.share * band.low : 0.0;
      estimate.high += band.people ? band.share * band.high : 0.0;
    }
    estimate.most = estimate.least;
    add_open(bands, estimate);
    if (known) estimate.people = std::clamp(people, estimate.least, estimate.most);
    if (is_wide(bands.front()) && !shares_.is_measured(areas_.municipality[row])) {
      estimate.low *= kSharesLow;
      estimate.high *= kSharesHigh;
    }
    return raked(row, estimate);
  }

  /// What bands that are not published leave open. Of the truth the others take at least their own least; an estimate
  /// takes the published numbers as they stand, and lies where the truth can.
  static void add_open(const std::vector<AgeBand>& bands, Estimate& estimate) {
    std::vector<OpenBand> as_they_stand;
    std::vector<OpenBand> at_most;
    Bounds room;
    Bounds together;
    for (const AgeBand& band : bands) {
      if (band.people) continue;
      as_they_stand.push_back({band.share, band.share > 0.0 ? least_of(band) : 0.0, most_of(band)});
      at_most.push_back({band.share, band.low, band.high});
      room.high = band.room;
      together = {band.together_low, band.together_high};
    }
    const Bounds estimates = added_by(std::move(as_they_stand), room);
    const Bounds truth = added_by(std::move(at_most), together);
    estimate.least += estimates.low;
    estimate.most += estimates.high;
    estimate.low += truth.low;
    estimate.high += truth.high;
    estimate.most = std::max(estimate.least, std::min(estimate.most, estimate.high));
  }

  [[nodiscard]] std::optional<double> people_of(std::size_t row, const AgeBand& band) const {
    if (band.people) return band.people;
    const auto share = band_shares_.find(areas_.municipality[row], band);
    if (!share) return std::nullopt;
    return expected(band, *share * inhabitants(row) / areas_.raked[row]);
  }

  [[nodiscard]] Estimate without_bands(std::size_t row) const {
    const auto& target = population_.target[row];
    const double factor = areas_.raked[row];
    if (target) return raked(row, {*target, *target, *target, *target, *target, false});
    return raked(row, {std::nullopt, 0.0, inhabitants(row) / factor, 0.0, inhabitants(row) / factor, true});
  }

  [[nodiscard]] Estimate raked(std::size_t row, Estimate estimate) const {
    const double all = inhabitants(row);
    const auto scaled = [&](double people) { return std::min(people * areas_.raked[row], all); };
    if (estimate.people) estimate.people = scaled(*estimate.people);
    estimate.least = scaled(estimate.least);
    estimate.most = scaled(estimate.most);
    estimate.low = scaled(estimate.low);
    estimate.high = scaled(estimate.high);
    return estimate;
  }

  [[nodiscard]] Groups rows_by_total() const {
    Groups groups;
    if (areas_.totals == nullptr) return groups;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (areas_.total[row] && areas_.inhabitants[row] && total_share(*areas_.total[row]))
        groups[*areas_.total[row]].push_back(row);
    }
    return groups;
  }

  /// Of the inhabitants of a total, those of the target group.
  [[nodiscard]] std::optional<double> total_share(std::uint32_t total) const {
    const auto& target = areas_.totals->target[total];
    const auto& people = areas_.totals->inhabitants[total];
    if (!target || !people || !(*people > 0.0)) return std::nullopt;
    return std::min(1.0, *target / *people);
  }

  void share_of_total(std::uint32_t total, const std::vector<std::size_t>& group) {
    for (const std::size_t row : group) {
      if (rows_[row].estimated) result_.by_total[row] = 1;
      if (!rows_[row].people) set_share(row, *total_share(total));
    }
  }

  void set_share(std::size_t row, double share) {
    rows_[row].people = std::clamp(share * inhabitants(row), rows_[row].least, rows_[row].most);
  }

  void share_of_municipality() {
    struct Sum {
      double target = 0.0;
      double inhabitants = 0.0;
    };
    std::map<MunicipalityIdx, Sum> by_municipality;
    Sum overall;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (!rows_[row].people) continue;
      for (Sum* sum : {&by_municipality[areas_.municipality[row]], &overall}) {
        sum->target += *rows_[row].people;
        sum->inhabitants += inhabitants(row);
      }
    }
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (rows_[row].people || !areas_.inhabitants[row]) continue;
      Sum sum = by_municipality[areas_.municipality[row]];
      if (!(sum.inhabitants > 0.0)) sum = overall;
      if (sum.inhabitants > 0.0) set_share(row, sum.target / sum.inhabitants);
    }
  }

  void meet_total(std::uint32_t total, const std::vector<std::size_t>& group) {
    double people = 0.0;
    double sum = 0.0;
    double down = 0.0;  // how far all estimates can move
    double up = 0.0;
    for (const std::size_t row : group) {
      const Estimate& estimate = rows_[row];
      people += inhabitants(row);
      sum += *estimate.people;
      if (!estimate.estimated) continue;
      down += *estimate.people - estimate.least;
      up += estimate.most - *estimate.people;
    }
    const double wanted = *total_share(total) * people;
    if (!(down + up > 0.0)) return;
    if (wanted < sum - down - kNearBounds * wanted || wanted > sum + up + kNearBounds * wanted)
      return note_disagreement(total, wanted, sum - down, sum + up);
    const double part = wanted > sum ? (up > 0.0 ? std::min(1.0, (wanted - sum) / up) : 0.0)
                                     : (down > 0.0 ? std::min(1.0, (sum - wanted) / down) : 0.0);
    for (const std::size_t row : group) {
      Estimate& estimate = rows_[row];
      if (!estimate.estimated) continue;
      *estimate.people += part * ((wanted > sum ? estimate.most : estimate.least) - *estimate.people);
    }
  }

  void note_disagreement(std::uint32_t total, double wanted, double least, double most) {
    core::Finding finding;
    finding.severity = core::Severity::note;
    finding.source = "population_totals";
    finding.record = areas_.totals->key[total];
    finding.rule = "target_totals_disagree";
    finding.value = {fmt::format("{:.0f} in de doelgroep, {:.0f} tot {:.0f} in de vierkanten", wanted, least, most),
                     fmt::format("{:.0f} of the target group, {:.0f} to {:.0f} in its cells", wanted, least, most)};
    finding.remedy = "the published bands of its cells count; look whether the two sources are of the same date";
    const geo::Point place = areas_.totals->area.box(total).centre();
    if (geo::is_finite(place)) finding.location = core::Location{place.x_m, place.y_m};
    result_.report.add(std::move(finding));
  }

  const PeopledAreas& areas_;
  const model::PopulationAreas& population_;
  const Calibration& shares_;
  BandShares band_shares_;
  std::vector<Estimate> rows_;
  TargetGroup result_;
};

/// Sums of five-year bands.
struct FiveYears {
  double young = 0.0;  // 15-25
  double young_target = 0.0;
  double adult = 0.0;  // 25-45
  double adult_target = 0.0;

  void add(std::span<const AgeBand> bands) {
    for (const AgeBand& band : bands) {
      const bool is_young = band.to <= 25;
      const bool in_target = band.from >= 20 && band.to <= 40;
      (is_young ? young : adult) += *band.people;
      if (in_target) (is_young ? young_target : adult_target) += *band.people;
    }
  }

  [[nodiscard]] std::optional<MeasuredShares> shares() const {
    if (!(young > 0.0) || !(adult > 0.0)) return std::nullopt;
    return MeasuredShares{young_target / young, adult_target / adult};
  }
};

bool has_all_from_15_to_45(std::span<const AgeBand> bands) {
  std::uint8_t age = 15;
  for (const AgeBand& band : bands) {
    if (band.from != age || band.to != age + 5 || !band.people) return false;
    age = band.to;
  }
  return age == 45;
}

}  // namespace

std::optional<MeasuredShares> Calibration::find(MunicipalityIdx municipality) const {
  return is_measured(municipality) ? by_municipality[municipality.value()] : overall;
}

bool Calibration::is_measured(MunicipalityIdx municipality) const {
  return municipality.valid() && municipality.value() < by_municipality.size() &&
         by_municipality[municipality.value()].has_value();
}

Calibration calibration(const model::PopulationAreas& ages, const std::vector<MunicipalityIdx>& municipality,
                        std::size_t municipality_count) {
  std::vector<FiveYears> sums(municipality_count);
  FiveYears all;
  for (std::size_t row = 0; row < ages.bands.size(); ++row) {
    if (!municipality[row].valid() || !has_all_from_15_to_45(ages.bands[row])) continue;
    sums[municipality[row].value()].add(ages.bands[row]);
    all.add(ages.bands[row]);
  }
  Calibration result;
  for (const FiveYears& sum : sums) result.by_municipality.push_back(sum.shares());
  result.overall = all.shares();
  return result;
}

TargetGroup target_group(const PeopledAreas& areas, const Calibration& shares) {
  return Estimator{areas, shares}.estimate();
}

}  // namespace trek::demand::detail
