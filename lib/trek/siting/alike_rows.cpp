#include "trek/siting/alike_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <compare>
#include <utility>

#include "trek/core/error.hpp"

namespace trek::siting {
namespace {

constexpr std::size_t kWordBits = 64;

}  // namespace

CoveredRows::CoveredRows(std::size_t row_count, std::size_t site_count)
    : row_count_{row_count},
      site_count_{site_count},
      width_{(site_count + kWordBits - 1) / kWordBits},
      bits_(row_count * width_, 0) {}

void CoveredRows::add(std::uint32_t row, std::uint32_t site) {
  bits_[row * width_ + site / kWordBits] |= std::uint64_t{1} << (site % kWordBits);
}

AlikeRows CoveredRows::alike(std::span<const double> weight) const {
  if (weight.size() != row_count_)
    core::refuse_argument(fmt::format("location: {} weights for {} demand rows", weight.size(), row_count_));
  std::vector<std::uint32_t> order;
  for (std::uint32_t row = 0; row < row_count_; ++row) {
    if (counts(weight[row])) order.push_back(row);
  }
  const auto compared = [&](std::uint32_t a, std::uint32_t b) {
    return std::lexicographical_compare_three_way(bits(a).begin(), bits(a).end(), bits(b).begin(), bits(b).end());
  };
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    const auto by_bits = compared(a, b);
    return by_bits != 0 ? by_bits < 0 : a < b;
  });
  AlikeRows result;
  result.of_row.assign(row_count_, kNoSite);
  core::Rows<SiteCost> rows;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::uint32_t row = order[i];
    if (i == 0 || compared(order[i - 1], row) != 0) {
      const auto words = bits(row);
      for (std::size_t word = 0; word < words.size(); ++word) {
        for (std::uint64_t left = words[word]; left != 0; left &= left - 1) {
          const auto bit = static_cast<std::size_t>(std::countr_zero(left));
          rows.push({static_cast<std::uint32_t>(word * kWordBits + bit), 0});
        }
      }
      rows.close_row();
      result.weight.push_back(0.0);
      result.first.push_back(row);
    }
    result.weight.back() += weight[row];
    result.of_row[row] = static_cast<std::uint32_t>(result.weight.size()) - 1;
  }
  result.costs = CostTable::sparse(std::move(rows), site_count_);
  return result;
}

}  // namespace trek::siting
