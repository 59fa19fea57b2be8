#include "trek/network/detail/inertial_flow.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace trek::network::detail {
namespace {

constexpr std::array<std::array<float, 2>, kDirectionCount> kDirections{{{1, 0}, {0, 1}, {1, 1}, {1, -1}}};

// A cut that leaves nothing on one side is as bad as one of twice the nodes. Measured on drawn towns: 0 and 2 both add
// edges, 0.5 and 1 are alike.
constexpr double kImbalanceCost = 1.0;

/// Size of the cut, the worse the further the smaller side is from half of the part.
double score(double cut_count, double smaller_share) noexcept {
  return cut_count * (1.0 + kImbalanceCost * (1.0 - 2.0 * smaller_share));
}

/// Orders as the number does.
std::uint32_t sortable_bits(float value) noexcept {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  constexpr std::uint32_t kSign = 0x80000000U;
  return (bits & kSign) != 0 ? ~bits : bits | kSign;
}

}  // namespace

void InertialFlow::project(const Part& part, std::size_t direction) {
  const auto [east, north] = kDirections[direction];
  along_.resize(part.size());
  ranked_.resize(part.size());
  for (std::uint32_t v = 0; v < part.size(); ++v) {
    const RoughPlace place = place_[part.node[v]];
    along_[v] = east * place.x_m + north * place.y_m;
    ranked_[v] = (static_cast<std::uint64_t>(sortable_bits(along_[v])) << 32U) | v;
  }
}

/// The first quarter of the nodes are sources, the last quarter sinks; of equals, the lower number comes first. Less
/// than a quarter costs time and gains nothing, more gives larger cuts (measured on drawn towns and lattices).
void InertialFlow::choose_ends() {
  const auto quarter = static_cast<std::ptrdiff_t>(std::max<std::size_t>(ranked_.size() / 4, 1));
  std::nth_element(ranked_.begin(), ranked_.begin() + quarter, ranked_.end());
  std::nth_element(ranked_.begin() + quarter, ranked_.end() - quarter, ranked_.end());
  side_.assign(ranked_.size(), Side::middle);
  for (auto i = ranked_.begin(); i != ranked_.begin() + quarter; ++i)
    side_[static_cast<std::uint32_t>(*i)] = Side::source;
  for (auto i = ranked_.end() - quarter; i != ranked_.end(); ++i) side_[static_cast<std::uint32_t>(*i)] = Side::sink;
}

/// Neighbours further along the line first, so that searches make for the sinks.
void InertialFlow::sort_rows(const Part& part) {
  neighbour_ = part.neighbour;
  for (std::uint32_t v = 0; v < part.size(); ++v) {
    std::sort(
        neighbour_.begin() + part.first[v], neighbour_.begin() + part.first[v + 1],
        [&](std::uint32_t a, std::uint32_t b) { return along_[a] > along_[b] || (along_[a] == along_[b] && a < b); });
  }
}

std::optional<Separator> InertialFlow::cut(const Part& part, std::size_t direction, BestScore& best) {
  project(part, direction);
  choose_ends();
  sort_rows(part);
  const auto limit = [&] { return best.load(std::memory_order_relaxed) / score(1.0, 0.5); };
  if (!flow_.run(part.first, neighbour_, side_, limit)) return std::nullopt;
  VertexCut cut = flow_.cut();
  const double cut_score =
      score(static_cast<double>(cut.node.size()), cut.smaller_count / static_cast<double>(part.size()));
  double lowest = best.load();
  while (cut_score < lowest && !best.compare_exchange_weak(lowest, cut_score)) {
  }
  return Separator{std::move(cut.node), cut_score};
}

Separator InertialFlow::best_cut(const Part& part) {
  BestScore best{std::numeric_limits<double>::infinity()};
  Separator chosen;
  for (std::size_t direction = 0; direction < kDirectionCount; ++direction) {
    auto separator = cut(part, direction, best);
    if (separator && separator->score < chosen.score) chosen = *std::move(separator);
  }
  return chosen;
}

}  // namespace trek::network::detail
