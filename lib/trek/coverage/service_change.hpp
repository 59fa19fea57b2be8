#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "trek/access/mode_access.hpp"
#include "trek/model/tables.hpp"

/// Who gains a place within the norm, and who loses one, between two states of a region.
namespace trek::coverage {

/// What becomes of the people of a row.
enum class Service : std::uint8_t {
  unchanged,     // served in both states, or in neither
  gained,        // served after and not before
  lost,          // served before and not after
  unknown,       // not connected: in one state at least nobody knows
  new_served,    // there after only
  new_unserved,  // likewise
};
[[nodiscard]] std::string_view name_of(Service service) noexcept;

/// One state: people, and their travel time to the nearest place that counts. Borrowed.
struct ServiceState {
  const model::Demand& demand;
  const access::ModeAccess& access;
};

/// A row a row of `after`.
///
/// Precondition  the rows of `before` are the first rows of `after`: the same people; what is behind them is new.
/// Errors  Error{bad_argument}: another mode, less rows after than before, a column of another length than its demand.
[[nodiscard]] std::vector<Service> services(const ServiceState& before, const ServiceState& after);

/// People by what becomes of them; of rows of unknown target only the inhabitants are counted.
struct ServiceSums {
  double gained = 0.0;
  double lost = 0.0;
  double target_gained = 0.0;
  double target_lost = 0.0;
  double unknown = 0.0;  // of the people of before: in no other sum
  double new_people = 0.0;
  double new_target = 0.0;
  double new_served = 0.0;  // whose access is known
  double new_target_served = 0.0;
  double new_unknown = 0.0;
  friend bool operator==(const ServiceSums&, const ServiceSums&) = default;
};

struct ServiceChange {
  std::vector<Service> rows;                 // of the demand after
  std::vector<ServiceSums> by_municipality;  // one each
  ServiceSums region;                        // of all municipalities together: what lies outside them is not in it
};

/// Errors  those of services; a municipality that does not exist. Cost  linear.
[[nodiscard]] ServiceChange service_change(const ServiceState& before, const ServiceState& after,
                                           std::size_t municipality_count);

}  // namespace trek::coverage
