#include "trek/siting/detail/cover_reduction.hpp"

#include <algorithm>

namespace trek::siting::detail {
namespace {

/// Sets as bits: set i is [i * word_count, (i + 1) * word_count).
class BitSets {
 public:
  BitSets(std::size_t set_count, std::size_t bit_count)
      : word_count_{(bit_count + 63) / 64}, words_(set_count * word_count_, 0) {}
  void insert(std::size_t set, std::size_t bit) {
    words_[set * word_count_ + bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  void remove(std::size_t set, std::size_t bit) {
    words_[set * word_count_ + bit / 64] &= ~(std::uint64_t{1} << (bit % 64));
  }
  [[nodiscard]] bool holds_all(std::size_t set, std::size_t of) const {
    const std::uint64_t* const larger = words_.data() + set * word_count_;
    const std::uint64_t* const smaller = words_.data() + of * word_count_;
    for (std::size_t word = 0; word < word_count_; ++word) {
      if ((smaller[word] & ~larger[word]) != 0) return false;
    }
    return true;
  }

 private:
  std::size_t word_count_;
  std::vector<std::uint64_t> words_;
};

class Reduction {
 public:
  explicit Reduction(const CoverProblem& problem)
      : problem_{problem},
        decision_{problem.decision},
        need_{problem.need},
        row_size_(problem.rows.size(), 0),
        site_size_(problem.site_count(), 0),
        sites_of_{problem.rows.size(), problem.site_count()},
        rows_of_{problem.site_count(), problem.rows.size()} {
    for (std::uint32_t row = 0; row < problem.rows.size(); ++row) {
      for (const std::uint32_t site : problem.rows[row]) {
        if (decision_[site] == Decision::in && need_[row] > 0) --need_[row];
        if (decision_[site] == Decision::open) insert(row, site);
      }
    }
    for (std::uint32_t row = 0; row < need_.size(); ++row) {
      if (need_[row] == 0) drop_row(row);
    }
    sites_are_alike_ = problem.apart.empty() && problem.limited.size() == 0 && problem.cost.empty() &&
                       problem.least_count == 0 &&
                       std::ranges::all_of(need_, [](std::uint32_t need) { return need <= 1; });
  }

  CoverProblem run() {
    for (bool changed = true; changed;) {
      changed = drop_rows();
      if (sites_are_alike_) changed = drop_sites() || changed;
    }
    CoverProblem result;
    result.decision = decision_;
    for (std::uint32_t row = 0; row < need_.size(); ++row) {
      if (need_[row] == 0) continue;
      for (const std::uint32_t site : problem_.rows[row]) {
        if (decision_[site] == Decision::open) result.rows.push(site);
      }
      result.rows.close_row();
      result.need.push_back(need_[row]);
    }
    result.limited = problem_.limited;
    result.most = problem_.most;
    result.apart = problem_.apart;
    result.cost = problem_.cost;
    result.budget = problem_.budget;
    result.least_count = problem_.least_count;
    result.most_count = problem_.most_count;
    return result;
  }

 private:
  void insert(std::uint32_t row, std::uint32_t site) {
    sites_of_.insert(row, site);
    rows_of_.insert(site, row);
    ++row_size_[row];
    ++site_size_[site];
  }
  void drop_row(std::uint32_t row) {
    need_[row] = 0;
    for (const std::uint32_t site : problem_.rows[row]) {
      if (decision_[site] != Decision::open) continue;
      rows_of_.remove(site, row);
      --site_size_[site];
    }
  }
  bool drop_rows() {
    bool changed = false;
    for (std::uint32_t row = 0; row < need_.size(); ++row) {
      if (need_[row] == 0) continue;
      for (std::uint32_t other = 0; other < need_.size(); ++other) {
        if (other == row || need_[other] < need_[row] || row_size_[other] > row_size_[row]) continue;
        if (!sites_of_.holds_all(row, other)) continue;
        drop_row(row);
        changed = true;
        break;
      }
    }
    return changed;
  }
  bool drop_sites() {
    bool changed = false;
    for (std::uint32_t site = 0; site < decision_.size(); ++site) {
      if (decision_[site] != Decision::open) continue;
      for (std::uint32_t other = 0; other < decision_.size(); ++other) {
        if (other == site || decision_[other] != Decision::open || site_size_[other] < site_size_[site]) continue;
        if (!rows_of_.holds_all(other, site)) continue;
        out_of_rows(site);
        changed = true;
        break;
      }
    }
    return changed;
  }
  void out_of_rows(std::uint32_t site) {
    decision_[site] = Decision::out;
    for (std::uint32_t row = 0; row < need_.size(); ++row) {
      if (need_[row] == 0 || !std::ranges::binary_search(problem_.rows[row], site)) continue;
      sites_of_.remove(row, site);
      --row_size_[row];
    }
  }

  const CoverProblem& problem_;
  std::vector<Decision> decision_;
  std::vector<std::uint32_t> need_;  // 0: the row is dropped
  std::vector<std::uint32_t> row_size_;
  std::vector<std::uint32_t> site_size_;
  BitSets sites_of_;
  BitSets rows_of_;
  bool sites_are_alike_ = false;
};

}  // namespace

CoverProblem reduced(const CoverProblem& problem) { return Reduction{problem}.run(); }

}  // namespace trek::siting::detail
