#pragma once

#include <optional>
#include <vector>

#include "trek/core/report.hpp"
#include "trek/resolve/evidence.hpp"

namespace trek::resolve::detail {

/// The chance that a building is vacant of which the registers say nothing.
struct UnlistedVacancy {
  double share = 0.0;
  double high_share = 0.0;   // the least is 0
  double known_share = 0.0;  // of the vacant buildings, the share that the registers list; 0 where nobody says
};

/// What it says of a site that no register lists it. With a chance p before one looks, and registers that list the
/// share c of the vacant: p (1 - c) / (1 - p c), by Bayes.
class UnlistedRule {
 public:
  /// A municipality that is not in the table goes to the report.
  UnlistedRule(const Evidence& evidence, const VacancyRule& rule, core::Report& report);
  /// Empty where no register covers such a site: then nothing is known.
  [[nodiscard]] std::optional<UnlistedVacancy> find(model::SiteType type, model::MunicipalityIdx municipality) const;

 private:
  struct Register {
    std::optional<double> coverage_share;
    std::vector<model::SiteType> types;
    std::vector<model::MunicipalityIdx> municipalities;
    bool everywhere = true;
  };
  void add_stated(const Evidence& evidence, const VacancyRegister& stated, core::Report& report);
  void add_read(const model::VacancyRecords& records, const VacancyRule& rule);

  std::vector<Register> registers_;
  double share_;
  double high_share_;
};

}  // namespace trek::resolve::detail
