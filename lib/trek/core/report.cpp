#include "trek/core/report.hpp"

#include <algorithm>

namespace trek::core {

void Report::append(const Report& other) {
  findings_.insert(findings_.end(), other.findings_.begin(), other.findings_.end());
}

std::size_t Report::rejected_count() const noexcept {
  return static_cast<std::size_t>(std::count_if(findings_.begin(), findings_.end(),
                                                [](const Finding& f) { return f.severity == Severity::rejected; }));
}

std::map<std::pair<std::string, std::string>, std::size_t> Report::counts(Severity severity) const {
  std::map<std::pair<std::string, std::string>, std::size_t> result;
  for (const Finding& finding : findings_) {
    if (finding.severity == severity) ++result[{finding.source, finding.rule}];
  }
  return result;
}

}  // namespace trek::core
