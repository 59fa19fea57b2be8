#pragma once

#include <chrono>
#include <vector>

#include "location_input.hpp"
#include "result_table.hpp"
#include "trek/siting/spread_peaks.hpp"

namespace trek::cli {

/// Local places and peaks: the choice at the balance that was asked for, and those at others.
struct SpreadPeaksAnswer {
  const LocationInput& input;
  siting::SpreadPeaks choice;
  std::vector<siting::SpreadPeaks> front{};
  std::chrono::duration<double> time{};
};

/// On stdout: the choice and the front for people, an object as JSON, or the front as CSV.
void print_answer(const SpreadPeaksAnswer& answer, Format format);

}  // namespace trek::cli
