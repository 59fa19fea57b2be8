#pragma once

/// What is found of the people of one municipality, beside its demand.
namespace trek::demand {

/// What totals of larger areas changed in one municipality. See "Repair by totals" in METHODS.
struct PopulationRepair {
  double inhabitants_added = 0.0;  // to cells that are secret, or that count too few together
  double inhabitants_taken = 0.0;  // from cells that count too many together
  double target_shared = 0.0;      // target group estimated under the total of a neighbourhood
};

/// The parts of the wide bands 15-25 and 25-45 that are of 20-40, as measured in one municipality.
struct MeasuredShares {
  double of_15_25 = 0.0;
  double of_25_45 = 0.0;
};

}  // namespace trek::demand
