#include "trek/access/catchments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

#include "trek/access/detail/draw.hpp"
#include "trek/access/detail/row_engine.hpp"
#include "trek/access/detail/sum_fold.hpp"
#include "trek/access/detail/table_fold.hpp"
#include "trek/core/error.hpp"

namespace trek::access {
namespace {

// Rows that for_each_travel_row holds at a time: as many as stay in a processor's cache until they are taken, more
// where they are short, so that near sites can be swept together.
constexpr std::size_t kFewestRows = 64;
constexpr std::size_t kMostRows = 4096;
constexpr std::size_t kBytesAWindow = std::size_t{16} << 20U;

void check_weights(std::string_view what, std::span<const double> weight, std::size_t row_count) {
  detail::check_size(what, weight.size(), row_count);
  const auto infinite = std::find_if(weight.begin(), weight.end(), [](double w) { return std::isinf(w); });
  if (infinite == weight.end()) return;
  throw core::Error{core::ErrorKind::bad_argument,
                    fmt::format("access: {} of row {} is infinite; leave it empty (NaN) where it is unknown", what,
                                infinite - weight.begin())};
}

/// What each new site draws when it alone joins the existing places.
class HuffFold final : public detail::SiteFold<HuffFold> {
 public:
  struct Input {
    std::span<const double> own;  // one per site
    std::span<const double> pull;
    std::span<const double> weight;
    const detail::DecayTable& decay;
    double outside;
    std::uint32_t limit_ds;
  };
  HuffFold(const Input& input, std::vector<detail::Draw>& draws) : input_{input}, draws_{draws} {}

  template <class Time>
  void add_block(const detail::TimeBlock<Time>& block) {
    for (std::size_t lane = 0; lane < sites().size(); ++lane) {
      detail::Draw& draw = draws_[sites()[lane]];
      const double own = input_.own[sites()[lane]];
      for (std::size_t i = 0; i < block.row.size(); ++i) {
        const std::uint32_t time_ds = block.time[i * block.lane_count + lane];
        if (time_ds > input_.limit_ds) continue;
        const std::uint32_t row = block.row[i];
        draw.add(input_.weight[row], own * input_.decay.at(time_ds), input_.pull[row], input_.outside);
      }
    }
  }

 private:
  const Input& input_;
  std::vector<detail::Draw>& draws_;
};

std::vector<std::vector<double>> folded(detail::RowEngine& engine, const std::vector<detail::ReadySum>& sums,
                                        std::size_t site_count, const core::Control& control) {
  std::vector<std::vector<double>> results(sums.size(), std::vector<double>(site_count, 0.0));
  engine.run([&] { return std::make_unique<detail::SumFold>(sums, results, detail::sweep_kernels()); }, control,
             "travel times");
  return results;
}

/// One weighted sum a site.
std::vector<double> one_sum(const Router& router, const Endpoints& sites, const Endpoints& others,
                            std::span<const double> weight, const Decay& decay, const Trips& trips,
                            const core::Control& control) {
  const WeightedSum sum[] = {{weight, decay}};
  return std::move(weighted_sums(router, sites, others, sum, trips, control).front());
}

/// Of each of the others the sum over the sites.
std::vector<double> received(const Router& router, const Endpoints& sites, std::span<const double> weight,
                             const Endpoints& others, const detail::DecayTable& decay, const Trips& trips,
                             const core::Control& control) {
  std::vector<double> sums(others.size(), 0.0);
  for_each_travel_row(router, sites, others, trips, control, [&](std::uint32_t site, std::span<const Reach> row) {
    if (std::isnan(weight[site])) return;
    for (const Reach& reach : row) sums[reach.row] += weight[site] * decay.at(reach.time_ds);
  });
  return sums;
}

/// a / b, and 0 where nothing is shared or by nobody.
double ratio(double a, double b) { return a > 0.0 && b > 0.0 ? a / b : 0.0; }

/// Supply for each person who may use it; notes who is used by nobody.
void share_out(std::span<const double> supply, const std::vector<double>& users, FloatingCatchments& result) {
  for (std::size_t j = 0; j < supply.size(); ++j) {
    result.supply_ratio.push_back(ratio(supply[j], users[j]));
    if (!(users[j] > 0.0)) result.unused.push_back(static_cast<std::uint32_t>(j));
  }
}

std::vector<double> known(std::span<const double> values) {
  std::vector<double> result(values.begin(), values.end());
  for (double& value : result) value = std::isnan(value) ? 0.0 : value;
  return result;
}

}  // namespace

std::vector<std::vector<double>> weighted_sums(const Router& router, const Endpoints& sites, const Endpoints& others,
                                               std::span<const WeightedSum> sums, const Trips& trips,
                                               const core::Control& control) {
  for (const WeightedSum& sum : sums) check_weights("a weight", sum.weight, others.size());
  detail::RowEngine engine{router.state(), sites, others, trips.limit, trips.direction, control};
  return folded(engine, detail::ready_sums(sums, engine.limit_ds()), sites.size(), control);
}

std::vector<double> received_sums(const Router& router, const Endpoints& sites, std::span<const double> weight,
                                  const Endpoints& others, const Decay& decay, const Trips& trips,
                                  const core::Control& control) {
  check_weights("a weight", weight, sites.size());
  return received(router, sites, weight, others, {decay, trips.limit.count()}, trips, control);
}

HuffResult huff(const Router& router, const Endpoints& sites, std::span<const double> site_strength,
                const Endpoints& others, std::span<const double> pull, std::span<const double> weight,
                const Decay& decay, const HuffOptions& options, const Trips& trips, const core::Control& control) {
  detail::check_size("site strength", site_strength.size(), sites.size());
  detail::check_size("pull", pull.size(), others.size());
  detail::check_size("weight", weight.size(), others.size());
  detail::RowEngine engine{router.state(), sites, others, trips.limit, trips.direction, control};
  std::vector<double> own;
  for (const double strength : site_strength) own.push_back(detail::attraction(strength, options.attraction_exponent));
  const detail::DecayTable table{decay, engine.limit_ds()};
  const HuffFold::Input input{own, pull, weight, table, options.outside_option, engine.limit_ds()};
  std::vector<detail::Draw> draws(sites.size());
  engine.run([&] { return std::make_unique<HuffFold>(input, draws); }, control, "travel times");
  return detail::huff_result(draws);
}

FloatingCatchments floating_catchments(const Router& router, const Endpoints& supply_points,
                                       std::span<const double> supply, const Endpoints& demand_points,
                                       std::span<const double> demand, const Decay& decay, core::Deciseconds limit,
                                       const core::Control& control) {
  check_weights("supply", supply, supply_points.size());
  const auto users =
      one_sum(router, supply_points, demand_points, demand, decay, {limit, Direction::to_sites}, control);
  FloatingCatchments result;
  share_out(supply, users, result);
  result.access = received_sums(router, supply_points, result.supply_ratio, demand_points, decay,
                                {limit, Direction::to_sites}, control);
  return result;
}

FloatingCatchments huff_floating_catchments(const Router& router, const Endpoints& supply_points,
                                            std::span<const double> supply, const Endpoints& demand_points,
                                            std::span<const double> demand, const Decay& decay, core::Deciseconds limit,
                                            const core::Control& control) {
  check_weights("supply", supply, supply_points.size());
  check_weights("demand", demand, demand_points.size());
  const std::vector<double> known_supply = known(supply);
  const Trips trips{limit, Direction::to_sites};
  const auto choice = received_sums(router, supply_points, known_supply, demand_points, decay, trips, control);
  std::vector<double> demand_a_choice(demand.size());  // P_k / sum_l S_l f(c_kl)
  for (std::size_t k = 0; k < demand.size(); ++k) demand_a_choice[k] = ratio(demand[k], choice[k]);
  std::vector<double> users = one_sum(router, supply_points, demand_points, demand_a_choice, decay, trips, control);
  for (std::size_t j = 0; j < users.size(); ++j) users[j] *= known_supply[j];
  FloatingCatchments result;
  share_out(supply, users, result);

  std::vector<double> offered(supply.size());  // S_j R_j
  for (std::size_t j = 0; j < supply.size(); ++j) offered[j] = known_supply[j] * result.supply_ratio[j];
  const detail::DecayTable squared{decay, limit.count(), detail::DecayTable::Power::two};
  result.access = received(router, supply_points, offered, demand_points, squared, trips, control);
  for (std::size_t i = 0; i < demand.size(); ++i) result.access[i] = ratio(result.access[i], choice[i]);
  return result;
}

void for_each_travel_row(const Router& router, const Endpoints& sites, const Endpoints& others, const Trips& trips,
                         const core::Control& control,
                         const std::function<void(std::uint32_t site, std::span<const Reach> row)>& take) {
  detail::RowEngine engine{router.state(), sites, others, trips.limit, trips.direction, control};
  std::vector<std::vector<Reach>> rows(sites.size());
  std::vector<std::vector<Reach>> room(kMostRows);  // of rows already taken, for those to come
  core::Control quiet = control;                    // progress of the whole, not of each window
  quiet.on_progress = {};
  std::size_t row_count = kFewestRows;
  for (std::size_t begin = 0, end = 0; begin < sites.size(); begin = end) {
    end = std::min(begin + row_count, sites.size());
    std::vector<std::uint32_t> window(end - begin);
    std::iota(window.begin(), window.end(), static_cast<std::uint32_t>(begin));
    for (const std::uint32_t site : window) rows[site].swap(room[site - begin]);
    engine.run(
        window, [&] { return std::make_unique<detail::TableFold>(rows, engine.limit_ds()); }, quiet, "");
    std::size_t bytes = 1;
    for (const std::uint32_t site : window) {
      bytes += rows[site].size() * sizeof(Reach);
      if (sites.connected(site)) take(site, rows[site]);
      rows[site].clear();
      rows[site].swap(room[site - begin]);
    }
    row_count = std::clamp(kBytesAWindow * window.size() / bytes, kFewestRows, kMostRows);
    control.report("travel times", end, sites.size());
  }
}

}  // namespace trek::access
