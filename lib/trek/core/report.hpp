#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "trek/core/phrase.hpp"

namespace trek::core {

enum class Severity { note, warning, rejected };

/// Place of a finding, in the project's CRS (metres).
struct Location {
  double x_m = 0.0;
  double y_m = 0.0;
};

/// One record that could not be used as it stood, and why.
struct Finding {
  Severity severity = Severity::rejected;
  std::string source;  // name of the source in the project file
  Phrase record;       // the record's own key, or "feature 118"
  std::string rule;    // snake_case, stable: "missing_geometry", "unknown_code", "outside_netherlands"
  Phrase value;        // what was found: verbatim (shortened), or in trek's own words
  std::string remedy;  // what was expected and what to do; one sentence
  std::optional<Location> location;
};

/// Every record that was rejected, repaired or doubted, in the order found. Nothing is dropped without a row here.
class Report {
 public:
  void add(Finding finding) { findings_.push_back(std::move(finding)); }
  void append(const Report& other);

  [[nodiscard]] const std::vector<Finding>& findings() const noexcept { return findings_; }
  [[nodiscard]] std::size_t rejected_count() const noexcept;
  /// Findings per (source, rule, severity), ordered: the summary a run prints.
  [[nodiscard]] std::map<std::pair<std::string, std::string>, std::size_t> counts(Severity severity) const;

 private:
  std::vector<Finding> findings_;
};

}  // namespace trek::core
