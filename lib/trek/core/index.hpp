#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>

namespace trek::core {

/// Row position in one table of one run. Never written to a file: files carry keys.
///
/// Two indices of different tables have different tags, so that mixing them does not compile.
template <class Tag>
class Index {
 public:
  constexpr Index() noexcept = default;  // invalid until assigned
  constexpr explicit Index(std::uint32_t value) noexcept : value_{value} {}
  constexpr explicit Index(std::size_t value) noexcept : value_{static_cast<std::uint32_t>(value)} {}

  [[nodiscard]] constexpr std::uint32_t value() const noexcept { return value_; }
  [[nodiscard]] constexpr bool valid() const noexcept { return value_ != kInvalid; }
  friend constexpr auto operator<=>(Index, Index) = default;

 private:
  static constexpr auto kInvalid = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t value_ = kInvalid;
};

}  // namespace trek::core

template <class Tag>
struct std::hash<trek::core::Index<Tag>> {
  std::size_t operator()(trek::core::Index<Tag> index) const noexcept {
    return std::hash<std::uint32_t>{}(index.value());
  }
};
