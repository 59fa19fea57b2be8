#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "trek/core/rows.hpp"
#include "trek/siting/location_task.hpp"
#include "trek/siting/served_part.hpp"

namespace trek::siting::detail {

/// Who can be served by whom, within a standard: rows that count alone.
class ServiceNetwork {
 public:
  ServiceNetwork(const LocationTask& task, std::uint32_t standard, std::span<const double> capacity);

  /// The most weight that these sites can serve, and by which parts: nearest sites first, then along augmenting paths
  /// (Ford & Fulkerson 1956), the shortest first. Whole weights and capacities give whole parts.
  struct Service {
    double weight = 0.0;
    std::vector<ServedPart> parts;  // by row, then site
  };
  [[nodiscard]] Service service(std::span<const std::uint32_t> sites) const;

  struct Arc {
    std::uint32_t row = 0;  // of `weight`
    std::uint32_t cost = 0;
  };
  [[nodiscard]] std::span<const Arc> arcs_of(std::uint32_t site) const { return arcs_of_site_[site]; }
  [[nodiscard]] const std::vector<double>& weight() const noexcept { return weight_; }
  [[nodiscard]] double capacity(std::uint32_t site) const noexcept { return capacity_[site]; }
  [[nodiscard]] std::size_t site_count() const noexcept { return capacity_.size(); }

 private:
  std::vector<double> weight_;
  std::vector<std::uint32_t> row_;  // of the task
  std::vector<double> capacity_;
  core::Rows<Arc> arcs_of_site_;
};

}  // namespace trek::siting::detail
