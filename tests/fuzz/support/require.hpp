#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/report.hpp"
#include "trek/model/source.hpp"

/// What has to hold for any input.
namespace trek::fuzz {

/// Ends the program with `what` where it does not hold: libFuzzer then keeps the input.
void require(bool holds, std::string_view what);

/// A fault that an input may have: never an internal one, and it says something.
void require_told(const core::Error& error);

/// What `read` gives; empty where it refuses its input as it should. Any other exception ends the program.
template <class Read>
auto outcome(Read read) -> std::optional<std::invoke_result_t<Read>> {
  try {
    return std::move(read)();
  } catch (const core::Error& error) {
    require_told(error);
    return std::nullopt;
  }
}

/// The same of a call that gives nothing: whether it ended well.
template <class Call>
bool accepted(Call call) {
  return outcome([&] {
           call();
           return true;
         })
      .has_value();
}

/// Every feature that was read became a row, was joined to one, or is listed with its reason.
void require_balance(const model::SourceRecord& record, const core::Report& report);

}  // namespace trek::fuzz
