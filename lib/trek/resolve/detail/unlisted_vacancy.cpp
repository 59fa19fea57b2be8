#include "trek/resolve/detail/unlisted_vacancy.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace trek::resolve::detail {
namespace {

template <class T>
bool has(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

double not_listed(double share, double listed_share) {
  const double whole = 1.0 - share * listed_share;
  return whole > 0.0 ? share * (1.0 - listed_share) / whole : 0.0;
}

/// Kinds of which a list is more than what somebody happened to see.
bool is_register(model::VacancyKind kind) noexcept {
  return kind == model::VacancyKind::register_entry || kind == model::VacancyKind::administrative;
}

}  // namespace

UnlistedRule::UnlistedRule(const Evidence& evidence, const VacancyRule& rule, core::Report& report)
    : share_{rule.unlisted_share}, high_share_{std::max(rule.unlisted_share, rule.unlisted_high_share)} {
  for (const VacancyRegister& stated : rule.registers) add_stated(evidence, stated, report);
  if (evidence.vacancy != nullptr) add_read(*evidence.vacancy, rule);
}

void UnlistedRule::add_stated(const Evidence& evidence, const VacancyRegister& stated, core::Report& report) {
  Register entry{stated.coverage_share, stated.types, {}, stated.municipalities.empty()};
  for (const std::string& name : stated.municipalities) {
    const auto found =
        evidence.municipalities != nullptr ? model::find_municipality(*evidence.municipalities, name) : std::nullopt;
    if (found) {
      entry.municipalities.push_back(*found);
    } else {
      report.add({core::Severity::warning,
                  stated.source,
                  name,
                  "unknown_municipality",
                  name,
                  "the register is said to cover a municipality that is not in the table 'municipalities'; give its "
                  "name or code as it stands there",
                  {}});
    }
  }
  registers_.push_back(std::move(entry));
}

void UnlistedRule::add_read(const model::VacancyRecords& records, const VacancyRule& rule) {
  std::set<std::string> known;
  for (const VacancyRegister& stated : rule.registers) known.insert(stated.source);
  for (std::size_t row = 0; row < records.size(); ++row) {
    if (is_register(records.kind[row]) && known.insert(records.source[row]).second) registers_.push_back({});
  }
}

std::optional<UnlistedVacancy> UnlistedRule::find(model::SiteType type, model::MunicipalityIdx municipality) const {
  bool covered = false;
  double missed = 1.0;  // of the vacant buildings, by all registers
  for (const Register& entry : registers_) {
    if (!entry.types.empty() && !has(entry.types, type)) continue;
    if (!entry.everywhere && !has(entry.municipalities, municipality)) continue;
    covered = true;
    missed *= 1.0 - entry.coverage_share.value_or(0.0);
  }
  if (!covered) return std::nullopt;
  const double listed = 1.0 - missed;
  return UnlistedVacancy{not_listed(share_, listed), not_listed(high_share_, listed), listed};
}

}  // namespace trek::resolve::detail
