#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "location_input.hpp"
#include "trek/siting/location_task.hpp"

namespace trek::cli {

/// A minimum of chosen sites for one group, or for each of them where it has no name.
struct NamedMinimum {
  std::string group;
  std::uint32_t count = 0;
};
/// "1" (each group), "Borne=2,Hengelo=1".
/// Errors  Error{bad_argument}.
[[nodiscard]] std::vector<NamedMinimum> parsed_minima(std::string_view text);

/// What is known of sites, one a site of the input, and what is asked of a choice of them.
struct SiteInput {
  std::vector<std::uint32_t> forced;
  std::vector<std::uint32_t> forbidden;
  KeyList groups;
  std::vector<std::uint32_t> group;
  std::vector<siting::GroupMinimum> minimum;
  std::vector<double> x;  // NaN: unknown
  std::vector<double> y;
  double spacing = 0.0;
  std::vector<double> cost;
  double budget = std::numeric_limits<double>::infinity();
  std::vector<double> capacity;  // none where the file has no such column

  /// Refers to this.
  [[nodiscard]] siting::SiteRules rules() const;
};

/// From CSV: id, and any of forced, forbidden (yes or no), group, cost, x, y, capacity. Sites that only the costs name
/// have none of it. Errors  Error{data}: a line and cell at fault; an id twice, or of no site; a cost, place or
/// capacity that a rule needs and a site does not have.
///         Error{bad_argument}: a group that no site has.
[[nodiscard]] SiteInput read_site_input(const std::filesystem::path& file, double spacing, double budget,
                                        const std::vector<NamedMinimum>& minima, const KeyList& sites);

}  // namespace trek::cli
