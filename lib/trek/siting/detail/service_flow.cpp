#include "trek/siting/detail/service_flow.hpp"

#include <algorithm>
#include <tuple>

namespace trek::siting::detail {
namespace {

constexpr std::uint32_t kNone = kNoSite;
constexpr double kLeastPart = 1e-9;  // share of a weight: what is less is rounding

/// Parts that are moved about: arc a joins row[a] and slot[a], a place among the chosen sites.
class Flow {
 public:
  Flow(const ServiceNetwork& network, std::span<const std::uint32_t> sites) : weight_{network.weight()} {
    for (const std::uint32_t site : sites) spare_.push_back(network.capacity(site));
    struct Link {
      std::uint32_t row, cost, slot;
    };
    std::vector<Link> links;
    for (std::uint32_t slot = 0; slot < sites.size(); ++slot) {
      for (const auto& arc : network.arcs_of(sites[slot])) links.push_back({arc.row, arc.cost, slot});
    }
    std::ranges::sort(links, {}, [](const Link& link) { return std::tuple{link.row, link.cost, link.slot}; });
    std::vector<std::vector<std::uint32_t>> arcs_of_slot(sites.size());
    first_.assign(weight_.size() + 1, 0);
    for (const Link& link : links) {
      ++first_[link.row + std::size_t{1}];
      arcs_of_slot[link.slot].push_back(static_cast<std::uint32_t>(slot_.size()));
      slot_.push_back(link.slot);
      row_.push_back(link.row);
    }
    for (std::size_t row = 0; row < weight_.size(); ++row) first_[row + 1] += first_[row];
    for (const auto& arcs : arcs_of_slot) arcs_of_slot_.append_row(arcs);
    part_.assign(slot_.size(), 0.0);
    left_ = weight_;
  }

  void run() {
    for (std::uint32_t arc = 0; arc < slot_.size(); ++arc) put(arc, std::min(left_[row_[arc]], spare_[slot_[arc]]));
    is_closed_.assign(spare_.size(), 0);
    for (std::uint32_t row = 0; row < weight_.size(); ++row) {
      while (left_[row] > kLeastPart * weight_[row] && augment(row)) {
      }
    }
  }

  /// Calls visit(row, slot, part).
  template <class Visit>
  void for_each(const Visit& visit) const {
    for (std::size_t arc = 0; arc < part_.size(); ++arc) {
      if (part_[arc] > kLeastPart * weight_[row_[arc]]) visit(row_[arc], slot_[arc], part_[arc]);
    }
  }

 private:
  void put(std::uint32_t arc, double part) {
    part_[arc] += part;
    left_[row_[arc]] -= part;
    spare_[slot_[arc]] -= part;
  }

  /// Serves more of a row, by moving parts of others from slot to slot. False where that is impossible: then none of
  /// the slots that were reached can ever serve more.
  bool augment(std::uint32_t row) {
    std::vector<std::uint32_t> reached_by(spare_.size(), kNone);  // slot -> arc
    std::vector<std::uint32_t> freed_by(weight_.size(), kNone);   // row -> arc whose part it would take away
    std::vector<std::uint32_t> rows{row};
    for (std::size_t i = 0; i < rows.size(); ++i) {
      for (std::uint32_t arc = first_[rows[i]]; arc < first_[rows[i] + std::size_t{1}]; ++arc) {
        const std::uint32_t slot = slot_[arc];
        if (is_closed_[slot] != 0 || reached_by[slot] != kNone) continue;
        reached_by[slot] = arc;
        if (spare_[slot] > 0.0) return carry_out(row, slot, reached_by, freed_by);
        for (const std::uint32_t other : arcs_of_slot_[slot]) {
          const std::uint32_t owner = row_[other];
          if (owner == row || freed_by[owner] != kNone || !(part_[other] > 0.0)) continue;
          freed_by[owner] = other;
          rows.push_back(owner);
        }
      }
    }
    for (std::size_t slot = 0; slot < reached_by.size(); ++slot) {
      if (reached_by[slot] != kNone) is_closed_[slot] = 1;
    }
    return false;
  }

  bool carry_out(std::uint32_t row, std::uint32_t slot, const std::vector<std::uint32_t>& reached_by,
                 const std::vector<std::uint32_t>& freed_by) {
    double part = std::min(left_[row], spare_[slot]);
    for (std::uint32_t arc = reached_by[slot]; row_[arc] != row; arc = reached_by[slot_[freed_by[row_[arc]]]])
      part = std::min(part, part_[freed_by[row_[arc]]]);
    std::uint32_t arc = reached_by[slot];
    for (; row_[arc] != row; arc = reached_by[slot_[freed_by[row_[arc]]]]) {
      put(arc, part);
      put(freed_by[row_[arc]], -part);
    }
    put(arc, part);
    return part > 0.0;
  }

  const std::vector<double>& weight_;
  std::vector<double> spare_;         // a slot
  std::vector<double> left_;          // a row
  std::vector<std::uint32_t> first_;  // arcs of a row
  std::vector<std::uint32_t> row_;
  std::vector<std::uint32_t> slot_;
  core::Rows<std::uint32_t> arcs_of_slot_;
  std::vector<double> part_;
  std::vector<std::uint8_t> is_closed_;
};

}  // namespace

ServiceNetwork::ServiceNetwork(const LocationTask& task, std::uint32_t standard, std::span<const double> capacity)
    : capacity_{capacity.begin(), capacity.end()} {
  std::vector<std::vector<Arc>> arcs(task.costs.site_count());
  for (std::uint32_t row = 0; row < task.weight.size(); ++row) {
    if (!counts(task.weight[row])) continue;
    const auto place = static_cast<std::uint32_t>(weight_.size());
    bool any = false;
    task.costs.for_each(row, [&](const SiteCost& entry) {
      if (entry.cost > standard) return;
      arcs[entry.site].push_back({place, entry.cost});
      any = true;
    });
    if (!any) continue;
    weight_.push_back(task.weight[row]);
    row_.push_back(row);
  }
  for (const auto& list : arcs) arcs_of_site_.append_row(list);
}

ServiceNetwork::Service ServiceNetwork::service(std::span<const std::uint32_t> sites) const {
  Flow flow{*this, sites};
  flow.run();
  Service result;
  flow.for_each([&](std::uint32_t row, std::uint32_t slot, double part) {
    result.weight += part;
    result.parts.push_back({row_[row], sites[slot], part});
  });
  std::ranges::sort(result.parts, {}, [](const ServedPart& part) { return std::pair{part.row, part.site}; });
  return result;
}

}  // namespace trek::siting::detail
