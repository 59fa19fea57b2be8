#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "trek/core/books.hpp"
#include "trek/core/report.hpp"
#include "trek/resolve/detail/linker_records.hpp"

namespace trek::resolve::detail {

/// The decisions of a user, by the records and buildings that they are about. What is about nothing, or contradicts
/// another decision, becomes one finding and is not followed.
class DecisionBook {
 public:
  DecisionBook(const Evidence& evidence, BuildingFinder& finder, core::Report& report);

  /// What a record is; empty where nobody decided that.
  [[nodiscard]] const std::vector<Record>& same_as(Record record) const;
  [[nodiscard]] bool is_alone(Record record) const { return alone_.contains(record); }
  [[nodiscard]] bool differ(Record record, Record other) const {
    return !different_.empty() && different_.contains({record, other});
  }
  /// Rejected are those that are not followed; joined those that say what others said before them.
  [[nodiscard]] const core::Books& books() const noexcept { return books_; }
  /// A decision about either says that they are not the same.
  [[nodiscard]] bool told_apart(Record a, Record b) const { return differ(a, b) || differ(b, a); }

 private:
  struct Resolved {
    Record record;
    Record to;
    const model::LinkDecision* decision = nullptr;
  };
  [[nodiscard]] std::vector<Record> records_of(const model::LinkDecision& decision) const;
  [[nodiscard]] std::vector<Record> targets_of(const std::string& to) const;
  void resolve(const model::LinkDecision& decision, std::vector<Resolved>& resolved);
  void follow(const std::vector<Resolved>& resolved);
  [[nodiscard]] bool keep(const Resolved& entry);
  void refuse(const model::LinkDecision& decision, const char* rule, const core::Phrase& value, const char* remedy);

  const Evidence& evidence_;
  BuildingFinder& finder_;
  core::Report& report_;
  std::map<std::pair<std::string, std::string>, std::vector<Record>> records_;  // by source and key
  std::map<Record, std::vector<Record>> same_;
  std::set<std::pair<Record, Record>> different_;
  std::set<Record> alone_;
  core::Books books_;
};

}  // namespace trek::resolve::detail
