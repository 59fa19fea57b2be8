#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace trek::access::detail {

/// Times from some sites (lanes) to some rows of the other table, by ascending row: times[i * lane_count + lane] to
/// row[i]. A time beyond the limit means "not reached".
template <class Time>
struct TimeBlock {
  std::span<const std::uint32_t> row;
  const Time* time = nullptr;
  std::uint32_t lane_count = 0;
};

/// Takes in the times of some sites, however they were found, and keeps what a measure needs of them.
///
/// For each group of sites: begin, then blocks by ascending row, then end. Each thread has a fold of its own; what one
/// site gets does not depend on the others in its group.
class Fold {
 public:
  Fold() = default;
  virtual ~Fold() = default;
  Fold(const Fold&) = delete;
  Fold& operator=(const Fold&) = delete;
  /// Rows of the table of sites, one per lane; lanes after these mean nothing.
  virtual void begin(std::span<const std::uint32_t> sites) = 0;
  virtual void add(const TimeBlock<std::uint16_t>& block) = 0;
  virtual void add(const TimeBlock<std::uint32_t>& block) = 0;
  virtual void end() = 0;
};

/// A fold that takes lane after lane, with add_block(const TimeBlock<Time>&) of its own; keeps the sites of the group.
template <class Derived>
class SiteFold : public Fold {
 public:
  void begin(std::span<const std::uint32_t> sites) override { sites_.assign(sites.begin(), sites.end()); }
  void add(const TimeBlock<std::uint16_t>& block) final { static_cast<Derived*>(this)->add_block(block); }
  void add(const TimeBlock<std::uint32_t>& block) final { static_cast<Derived*>(this)->add_block(block); }
  void end() override {}

 protected:
  [[nodiscard]] const std::vector<std::uint32_t>& sites() const noexcept { return sites_; }

 private:
  std::vector<std::uint32_t> sites_;
};

using MakeFold = std::function<std::unique_ptr<Fold>()>;

}  // namespace trek::access::detail
