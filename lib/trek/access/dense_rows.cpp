#include "trek/access/dense_rows.hpp"

#include <algorithm>
#include <memory>
#include <numeric>
#include <thread>
#include <vector>

#include "trek/access/detail/fold.hpp"
#include "trek/access/detail/row_engine.hpp"
#include "trek/access/detail/search.hpp"
#include "trek/access/detail/sweep.hpp"

namespace trek::access {
namespace {

// Rows that are held at a time: as many as stay in a processor's cache until they are taken, and two sweeps a thread.
constexpr std::size_t kMostRowsAtOnce = 4096;
constexpr std::size_t kBytesAtOnce = std::size_t{26} << 20U;

bool fits_narrow(std::uint32_t limit_ds) noexcept { return limit_ds < kNotReached<std::uint16_t>; }

std::size_t rows_a_window(std::size_t bytes_a_row, const core::Control& control) {
  const std::size_t threads =
      control.thread_count > 0 ? control.thread_count : std::max(std::thread::hardware_concurrency(), 1U);
  const std::size_t fewest = std::min(2 * threads * detail::kLaneCount, kMostRowsAtOnce);
  const std::size_t fitting = kBytesAtOnce / std::max<std::size_t>(bytes_a_row, 1);
  return std::clamp(fitting / detail::kLaneCount * detail::kLaneCount, fewest, kMostRowsAtOnce);
}

/// Some rows behind each other; not touched before they are written.
template <class Time>
struct Rows {
  Rows(std::size_t row_count, std::size_t other_count) : width{other_count}, times{row_count * other_count} {}
  [[nodiscard]] Time* row(std::size_t at) const noexcept { return times.data() + at * width; }
  std::size_t width;
  detail::AlignedRoom<Time> times;
};

/// Writes the rows of a window of sites that begins with `first_site`, each whole: what no block names is not reached.
template <class Time>
class DenseFold final : public detail::SiteFold<DenseFold<Time>> {
 public:
  DenseFold(const Rows<Time>& rows, std::uint32_t first_site, std::uint32_t limit_ds)
      : rows_{rows}, first_site_{first_site}, limit_ds_{limit_ds} {}

  void begin(std::span<const std::uint32_t> sites) override {
    detail::SiteFold<DenseFold>::begin(sites);
    written_ = 0;
  }
  template <class Found>
  void add_block(const detail::TimeBlock<Found>& block) {
    if (block.row.empty()) return;
    const bool without_gaps = block.row.back() - block.row.front() + 1 == block.row.size();
    for (std::size_t lane = 0; lane < this->sites().size(); ++lane) {
      Time* const row = row_of(lane);
      const Found* const found = block.time + lane;
      std::fill(row + written_, row + block.row.front(), kNotReached<Time>);
      if (without_gaps) {
        Time* const to = row + block.row.front();
        for (std::size_t i = 0; i < block.row.size(); ++i) to[i] = dense(found[i * block.lane_count]);
      } else {
        std::fill(row + block.row.front(), row + block.row.back(), kNotReached<Time>);
        for (std::size_t i = 0; i < block.row.size(); ++i) row[block.row[i]] = dense(found[i * block.lane_count]);
      }
    }
    written_ = std::size_t{block.row.back()} + 1;
  }
  void end() override {
    for (std::size_t lane = 0; lane < this->sites().size(); ++lane)
      std::fill(row_of(lane) + written_, row_of(lane) + rows_.width, kNotReached<Time>);
  }

 private:
  [[nodiscard]] Time* row_of(std::size_t lane) const noexcept { return rows_.row(this->sites()[lane] - first_site_); }
  [[nodiscard]] Time dense(std::uint32_t time_ds) const noexcept {
    return time_ds <= limit_ds_ ? static_cast<Time>(time_ds) : kNotReached<Time>;
  }

  const Rows<Time>& rows_;
  std::uint32_t first_site_;
  std::uint32_t limit_ds_;
  std::size_t written_ = 0;  // of each row
};

template <class Time>
void for_each_row(detail::RowEngine& engine, const Endpoints& sites, std::size_t other_count,
                  const core::Control& control,
                  const std::function<void(std::uint32_t site, const DenseRow& row)>& take) {
  core::Control quiet = control;  // progress of the whole, not of each window
  quiet.on_progress = {};
  const std::size_t window = std::min(rows_a_window(other_count * sizeof(Time), control), sites.size());
  const Rows<Time> rows{window, other_count};
  for (std::size_t begin = 0, end = 0; begin < sites.size(); begin = end) {
    end = std::min(begin + window, sites.size());
    std::vector<std::uint32_t> now(end - begin);
    const auto first = static_cast<std::uint32_t>(begin);
    std::iota(now.begin(), now.end(), first);
    engine.run(
        now, [&] { return std::make_unique<DenseFold<Time>>(rows, first, engine.limit_ds()); }, quiet, "");
    for (const std::uint32_t site : now) {
      if (sites.connected(site)) take(site, std::span<const Time>{rows.row(site - first), other_count});
    }
    control.report("travel times", end, sites.size());
  }
}

}  // namespace

DenseTable::DenseTable(std::size_t site_count, std::size_t other_count, core::Deciseconds limit)
    : site_count_{site_count}, other_count_{other_count} {
  if (fits_narrow(detail::usable_limit_ds(limit))) {
    times_.emplace<0>(site_count * other_count, kNotReached<std::uint16_t>);
  } else {
    times_.emplace<1>(site_count * other_count, kNotReached<std::uint32_t>);
  }
}

DenseRow DenseTable::operator[](std::size_t site) const noexcept {
  if (const auto* const narrow = std::get_if<0>(&times_)) {
    return std::span{narrow->data() + site * other_count_, other_count_};
  }
  return std::span{std::get_if<1>(&times_)->data() + site * other_count_, other_count_};
}

void DenseTable::set(std::size_t site, const DenseRow& row) {
  const auto copy = [&](auto& times) {
    const auto from = std::get<std::span<const typename std::decay_t<decltype(times)>::value_type>>(row);
    std::copy(from.begin(), from.end(), times.begin() + static_cast<std::ptrdiff_t>(site * other_count_));
  };
  std::visit(copy, times_);
}

void for_each_dense_row(const Router& router, const Endpoints& sites, const Endpoints& others, const Trips& trips,
                        const core::Control& control,
                        const std::function<void(std::uint32_t site, const DenseRow& row)>& take) {
  detail::RowEngine engine{router.state(), sites, others, trips.limit, trips.direction, control};
  fits_narrow(engine.limit_ds()) ? for_each_row<std::uint16_t>(engine, sites, others.size(), control, take)
                                 : for_each_row<std::uint32_t>(engine, sites, others.size(), control, take);
}

DenseTable dense_table(const Router& router, const Endpoints& sites, const Endpoints& others, const Trips& trips,
                       const core::Control& control) {
  DenseTable table{sites.size(), others.size(), trips.limit};
  for_each_dense_row(router, sites, others, trips, control,
                     [&](std::uint32_t site, const DenseRow& row) { table.set(site, row); });
  return table;
}

}  // namespace trek::access
