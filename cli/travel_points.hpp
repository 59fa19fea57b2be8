#pragma once

#include <optional>
#include <string>
#include <vector>

#include "console.hpp"
#include "travel_arguments.hpp"
#include "travel_network.hpp"
#include "trek/access/router.hpp"
#include "trek/core/control.hpp"
#include "trek/ingest/read.hpp"

namespace trek::cli {

/// A file of points, placed on the streets.
struct TravelPoints {
  std::string what;  // "origins"
  ingest::Loaded<model::WeightedPoints> loaded;
  access::Endpoints endpoints;  // one per row of the table
  [[nodiscard]] const model::WeightedPoints& table() const noexcept { return loaded.table; }
  [[nodiscard]] std::size_t size() const noexcept { return table().size(); }
  [[nodiscard]] std::size_t connected_count() const noexcept;
  /// Why a row is not connected; empty when it is.
  [[nodiscard]] std::string_view failure(std::size_t row) const noexcept;
};

using WeightNames = std::optional<std::vector<std::string>>;

/// Reads points and places them. `weight_names` as in ingest::read_points.
/// Errors  as there; Error{bad_argument} for a --crs that PROJ does not know.
[[nodiscard]] TravelPoints read_travel_points(const std::string& file, const std::string& what,
                                              const WeightNames& weight_names, const TravelArguments& arguments,
                                              const TravelNetwork& network, const access::Router& router,
                                              const core::Control& control);

/// The same of points whose weights are not asked for. Where they are the file that `read` came from, with the same
/// options, that is neither read nor placed again.
[[nodiscard]] TravelPoints read_travel_points_beside(const TravelPoints& read, const std::string& file,
                                                     const std::string& what, const TravelArguments& arguments,
                                                     const TravelNetwork& network, const access::Router& router,
                                                     const core::Control& control);

/// Before any work: refuses outputs (-o and --rejected) that are there, that are one of the files that are read (the
/// network and `points`), or that are each other.
/// Errors  as core::check_target.
void check_outputs(const TravelArguments& arguments, const std::vector<std::filesystem::path>& points);

/// What became of every row: counts, reasons with the first ids, notes. With --rejected, all of it goes to that file.
void tell_points(Console& console, const std::vector<const TravelPoints*>& all, const TravelArguments& arguments);

}  // namespace trek::cli
