#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "trek/access/detail/fold.hpp"
#include "trek/access/detail/router_state.hpp"
#include "trek/access/travel.hpp"
#include "trek/core/control.hpp"

namespace trek::access::detail {

/// Error{bad_argument} unless the points were placed on streets.
void check_snapped(const Endpoints& points, const char* what);

/// Every way to find the rows of a travel table, behind one door. Keeps references: all must outlive it.
class RowEngine {
 public:
  /// Errors  Error{bad_argument} for points without snaps on a router of streets.
  RowEngine(const RouterState& router, const Endpoints& sites, const Endpoints& others, core::Deciseconds limit,
            Direction direction, const core::Control& control);
  ~RowEngine();
  RowEngine(const RowEngine&) = delete;
  RowEngine& operator=(const RowEngine&) = delete;

  /// Folds the rows of some sites; one that is not connected is passed over. Each thread makes one fold.
  void run(std::span<const std::uint32_t> sites, const MakeFold& make_fold, const core::Control& control,
           std::string_view stage);
  /// All sites.
  void run(const MakeFold& make_fold, const core::Control& control, std::string_view stage);

  [[nodiscard]] std::uint32_t limit_ds() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace trek::access::detail
