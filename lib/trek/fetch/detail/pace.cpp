#include "trek/fetch/detail/pace.hpp"

#include <fmt/format.h>

namespace trek::fetch::detail {

void Pace::asked(Time now) {
  if (asked_) return;
  asked_ = true;
  since_ = now;
}

void Pace::answered(Time now) {
  if (answered_) return;
  asked_ = true;
  answered_ = true;
  since_ = now;
  bytes_ = 0;
}

Slowness Pace::judge(Time now) {
  if (now >= until_) return Slowness::too_long;
  if (!asked_) return Slowness::none;
  if (!answered_) return now - since_ >= limits_.answer ? Slowness::no_answer : Slowness::none;
  const std::uint64_t wanted = limits_.least_speed * static_cast<std::uint64_t>(limits_.window.count());
  const bool enough = bytes_ > 0 && bytes_ >= wanted;
  if (!enough && now - since_ < limits_.window) return Slowness::none;
  if (!enough) return bytes_ == 0 ? Slowness::silent : Slowness::slow;
  since_ = now;
  bytes_ = 0;
  return Slowness::none;
}

std::string Pace::told(Slowness slowness) const {
  switch (slowness) {
    case Slowness::none:
      return {};
    case Slowness::silent:
      return fmt::format("sent nothing for {} s", limits_.window.count());
    case Slowness::slow:
      return fmt::format("sent fewer than {:g} kB a second for {} s", static_cast<double>(limits_.least_speed) / 1000.0,
                         limits_.window.count());
    case Slowness::no_answer:
      return fmt::format("gave no whole answer within {} s", limits_.answer.count());
    case Slowness::too_long:
      return "took longer than one answer may";
  }
  return {};
}

}  // namespace trek::fetch::detail
