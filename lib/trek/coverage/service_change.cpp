#include "trek/coverage/service_change.hpp"

#include <fmt/format.h>

#include "trek/core/error.hpp"

namespace trek::coverage {
namespace {

void check_states(const ServiceState& before, const ServiceState& after) {
  const auto whole = [](const ServiceState& state) {
    return state.access.connected.size() == state.demand.size() && state.access.nearest.size() == state.demand.size();
  };
  if (before.access.mode != after.access.mode || after.demand.size() < before.demand.size() || !whole(before) ||
      !whole(after))
    core::refuse_argument(
        fmt::format("service_change: {} rows before and {} after; expected two states of one mode, with the rows of "
                    "before in front of those of after",
                    before.demand.size(), after.demand.size()));
}

Service service_of(const ServiceState& before, const ServiceState& after, std::size_t row) {
  const bool known = after.access.connected[row] != 0;
  const bool served = after.access.served(row);
  if (row >= before.demand.size()) {
    if (!known) return Service::unknown;
    return served ? Service::new_served : Service::new_unserved;
  }
  if (!known || before.access.connected[row] == 0) return Service::unknown;
  const bool was_served = before.access.served(row);
  if (served == was_served) return Service::unchanged;
  return served ? Service::gained : Service::lost;
}

void add_new(const ServiceState& after, std::size_t row, Service service, ServiceSums& sums) {
  const double people = after.demand.inhabitants[row];
  const double target = after.demand.target[row].value_or(0.0);
  sums.new_people += people;
  sums.new_target += target;
  if (service == Service::unknown) sums.new_unknown += people;
  if (service != Service::new_served) return;
  sums.new_served += people;
  sums.new_target_served += target;
}

void add_known(const ServiceState& after, std::size_t row, Service service, ServiceSums& sums) {
  const double people = after.demand.inhabitants[row];
  const double target = after.demand.target[row].value_or(0.0);
  if (service == Service::unknown) sums.unknown += people;
  if (service == Service::gained) {
    sums.gained += people;
    sums.target_gained += target;
  }
  if (service == Service::lost) {
    sums.lost += people;
    sums.target_lost += target;
  }
}

}  // namespace

std::string_view name_of(Service service) noexcept {
  switch (service) {
    case Service::unchanged:
      return "unchanged";
    case Service::gained:
      return "gained";
    case Service::lost:
      return "lost";
    case Service::unknown:
      return "unknown";
    case Service::new_served:
      return "new_served";
    case Service::new_unserved:
      return "new_unserved";
  }
  return "unknown";
}

std::vector<Service> services(const ServiceState& before, const ServiceState& after) {
  check_states(before, after);
  std::vector<Service> rows;
  rows.reserve(after.demand.size());
  for (std::size_t row = 0; row < after.demand.size(); ++row) rows.push_back(service_of(before, after, row));
  return rows;
}

ServiceChange service_change(const ServiceState& before, const ServiceState& after, std::size_t municipality_count) {
  ServiceChange change{services(before, after), std::vector<ServiceSums>(municipality_count), {}};
  for (std::size_t row = 0; row < change.rows.size(); ++row) {
    const model::MunicipalityIdx municipality = after.demand.municipality[row];
    if (!municipality.valid()) continue;
    if (municipality.value() >= municipality_count)
      core::refuse_argument(fmt::format("service_change: row {} is in municipality row {}, expected less than {}", row,
                                        municipality.value(), municipality_count));
    const bool is_new = row >= before.demand.size();
    for (ServiceSums* const sums : {&change.by_municipality[municipality.value()], &change.region})
      is_new ? add_new(after, row, change.rows[row], *sums) : add_known(after, row, change.rows[row], *sums);
  }
  return change;
}

}  // namespace trek::coverage
