#include "trek/demand/detail/population_repair.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "trek/geo/spatial_index.hpp"

namespace trek::demand::detail {
namespace {

constexpr double kMostSecret = 4.0;  // CBS tells counts from 5 on; such a cell is there for its five dwellings
constexpr double kLeastFactor = 0.5;
constexpr double kMostFactor = 2.0;

/// The rows of one total.
struct Group {
  std::vector<std::size_t> known;
  std::vector<std::size_t> secret;
};

class Repairer {
 public:
  Repairer(const model::PopulationAreas& population, const std::vector<model::MunicipalityIdx>& municipality,
           const model::PopulationAreas& totals, std::size_t municipality_count)
      : municipality_{municipality}, totals_{totals} {
    result_.inhabitants = population.inhabitants;
    result_.raked.assign(population.size(), 1.0);
    result_.repair.resize(municipality_count);
  }

  void repair(std::size_t total, const Group& group) {
    if (!totals_.inhabitants[total]) return;
    const double wanted = *totals_.inhabitants[total];
    fill_secret(group, wanted - sum_of(group.known));
    rake(total, group, wanted);
  }

  [[nodiscard]] RepairedPopulation result() && { return std::move(result_); }

 private:
  [[nodiscard]] double sum_of(const std::vector<std::size_t>& rows) const {
    double sum = 0.0;
    for (const std::size_t row : rows) sum += result_.inhabitants[row].value_or(0.0);
    return sum;
  }

  PopulationRepair* repair_of(std::size_t row) {
    return municipality_[row].valid() ? &result_.repair[municipality_[row].value()] : nullptr;
  }

  void fill_secret(const Group& group, double lacking) {
    if (group.secret.empty() || !(lacking > 0.0)) return;
    const double each = std::min(kMostSecret, lacking / static_cast<double>(group.secret.size()));
    for (const std::size_t row : group.secret) {
      result_.inhabitants[row] = each;
      if (auto* const repair = repair_of(row)) repair->inhabitants_added += each;
    }
  }

  void rake(std::size_t total, const Group& group, double wanted) {
    std::vector<std::size_t> rows = group.known;
    rows.insert(rows.end(), group.secret.begin(), group.secret.end());
    const double sum = sum_of(rows);
    if (!(sum > 0.0)) {
      if (wanted > 0.0) report(total, "total_without_cells", wanted, sum);
      return;
    }
    const double factor = wanted / sum;
    if (factor < kLeastFactor || factor > kMostFactor) return report(total, "population_totals_disagree", wanted, sum);
    for (const std::size_t row : rows) scale(row, factor);
  }

  void scale(std::size_t row, double factor) {
    auto& inhabitants = result_.inhabitants[row];
    if (!inhabitants) return;
    const double after = *inhabitants * factor;
    if (auto* const repair = repair_of(row)) {
      (after > *inhabitants ? repair->inhabitants_added : repair->inhabitants_taken) += std::abs(after - *inhabitants);
    }
    inhabitants = after;
    result_.raked[row] = factor;
  }

  void report(std::size_t total, const char* rule, double wanted, double sum) {
    core::Finding finding;
    finding.severity = core::Severity::warning;
    finding.source = "population_totals";
    finding.record = totals_.key[total];
    finding.rule = rule;
    finding.value = {fmt::format("{:.0f} in totaal, {:.0f} in de vierkanten", wanted, sum),
                     fmt::format("{:.0f} in all, {:.0f} in its cells", wanted, sum)};
    finding.remedy = "its cells stay as they are; look whether the two sources are of the same date and region";
    const geo::Point place = totals_.area.box(total).centre();
    finding.location = core::Location{place.x_m, place.y_m};
    result_.report.add(std::move(finding));
  }

  const std::vector<model::MunicipalityIdx>& municipality_;
  const model::PopulationAreas& totals_;
  RepairedPopulation result_;
};

}  // namespace

RepairedPopulation repaired(const model::PopulationAreas& population,
                            const std::vector<std::optional<geo::Point>>& anchors,
                            const std::vector<model::MunicipalityIdx>& municipality,
                            const model::PopulationAreas& totals, std::size_t municipality_count) {
  const geo::PolygonLocator locator{totals.area};
  std::vector<Group> groups(totals.size());
  std::vector<std::optional<std::uint32_t>> total_of(population.size());
  for (std::size_t row = 0; row < population.size(); ++row) {
    const auto total = anchors[row] ? locator.find(*anchors[row]) : std::nullopt;
    if (!total) continue;
    total_of[row] = static_cast<std::uint32_t>(*total);
    (population.inhabitants[row] ? groups[*total].known : groups[*total].secret).push_back(row);
  }
  Repairer repairer{population, municipality, totals, municipality_count};
  for (std::size_t total = 0; total < totals.size(); ++total) repairer.repair(total, groups[total]);
  RepairedPopulation result = std::move(repairer).result();
  result.total = std::move(total_of);
  return result;
}

}  // namespace trek::demand::detail
