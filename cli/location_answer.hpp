#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "csv_file.hpp"
#include "location_input.hpp"
#include "result_table.hpp"
#include "trek/siting/location_result.hpp"
#include "trek/siting/location_task.hpp"
#include "trek/siting/served_part.hpp"
#include "verb.hpp"

/// What is asked where places go, and how the answer is told.
namespace trek::cli {

enum class Problem { lscp, mclp, p_median, p_center, spread_peaks };

/// The words that name them.
[[nodiscard]] const Choices<Problem>& problems();
[[nodiscard]] std::string_view word_of(Problem problem);
[[nodiscard]] inline bool has_standard(Problem problem) noexcept {
  return problem == Problem::lscp || problem == Problem::mclp || problem == Problem::spread_peaks;
}

/// An answer with what it was asked of.
struct LocationAnswer {
  Problem problem = Problem::mclp;
  bool is_graph = false;  // sites are numbers
  const LocationInput& input;
  std::size_t p = 0;
  siting::Location location;
  std::vector<siting::ServedPart> parts;  // with capacities: who serves how much of which row
  std::chrono::duration<double> time{};
};

/// On stdout: sums and sites for people, an object as JSON, or the sites as CSV.
void print_answer(const LocationAnswer& answer, Format format);
/// A row a demand row: its site, and what that costs; with capacities, a row a part of one, what is left without a
/// site.
void write_assigned(const LocationAnswer& answer, CsvFile& out);

}  // namespace trek::cli
