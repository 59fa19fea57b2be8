#include "trek/resolve/detail/decision_book.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trek::resolve::detail {

DecisionBook::DecisionBook(const Evidence& evidence, BuildingFinder& finder, core::Report& report)
    : evidence_{evidence}, finder_{finder}, report_{report} {
  if (evidence.decisions == nullptr || evidence.decisions->empty()) return;
  const auto index = [&](Table table, std::size_t count) {
    for (std::uint32_t row = 0; row < count; ++row) {
      const Record record{table, row};
      records_[{source_of(evidence, record), key_of(evidence, record)}].push_back(record);
    }
  };
  if (evidence.candidates != nullptr) index(Table::candidate, evidence.candidates->size());
  if (evidence.monuments != nullptr) index(Table::monument, evidence.monuments->size());
  if (evidence.vacancy != nullptr) index(Table::vacancy, evidence.vacancy->size());
  books_.read_count = evidence.decisions->size();
  std::vector<Resolved> resolved;
  for (const model::LinkDecision& decision : *evidence.decisions) resolve(decision, resolved);
  follow(resolved);
}

const std::vector<Record>& DecisionBook::same_as(Record record) const {
  static const std::vector<Record> kNothing;
  const auto found = same_.find(record);
  return found == same_.end() ? kNothing : found->second;
}

std::vector<Record> DecisionBook::records_of(const model::LinkDecision& decision) const {
  const auto found = records_.find({decision.source, decision.record});
  return found == records_.end() ? std::vector<Record>{} : found->second;
}

/// A site's key is that of its strongest record: "monument-501", "building-0164...", or a candidate's own.
std::vector<Record> DecisionBook::targets_of(const std::string& to) const {
  constexpr std::string_view kMonument = "monument-";
  constexpr std::string_view kBuilding = "building-";
  if (const auto found = records_.find({"candidates", to}); found != records_.end()) return found->second;
  if (to.starts_with(kMonument)) {
    const auto found = records_.find({"monuments", to.substr(kMonument.size())});
    return found == records_.end() ? std::vector<Record>{} : found->second;
  }
  const auto slot = finder_.find_or_add(to.starts_with(kBuilding) ? to.substr(kBuilding.size()) : to);
  return slot ? std::vector<Record>{{Table::building, *slot}} : std::vector<Record>{};
}

void DecisionBook::refuse(const model::LinkDecision& decision, const char* rule, const core::Phrase& value,
                          const char* remedy) {
  ++books_.rejected_count;
  // Of several records with this key the westernmost, whatever their rows.
  std::optional<core::Location> location;
  for (const Record record : records_of(decision)) {
    const auto own = location_of(evidence_, record);
    if (own && (!location || std::pair{own->x_m, own->y_m} < std::pair{location->x_m, location->y_m})) location = own;
  }
  report_.add({core::Severity::rejected, "decisions", decision.origin, rule, value, remedy, location});
}

void DecisionBook::resolve(const model::LinkDecision& decision, std::vector<Resolved>& resolved) {
  const auto records = records_of(decision);
  if (records.empty()) {
    return refuse(decision, "decision_about_nothing", fmt::format("{} {}", decision.source, decision.record),
                  "no source has this record; write source and record as in the layer of links, or remove the line");
  }
  if (decision.verdict == model::LinkVerdict::alone) {
    for (const Record record : records) resolved.push_back({record, record, &decision});
    return;
  }
  auto targets = targets_of(decision.to);
  std::erase_if(targets,
                [&](Record target) { return std::find(records.begin(), records.end(), target) != records.end(); });
  if (targets.empty()) {
    return refuse(decision, "decision_about_nothing", decision.to,
                  "no other building or site has this key; correct it, or remove the line");
  }
  for (const Record record : records) {
    for (const Record target : targets) resolved.push_back({record, target, &decision});
  }
}

namespace {

/// Whether two decisions, each about a record and another, cannot both hold.
template <class Resolved>
bool contradict(const Resolved& a, const Resolved& b) {
  const model::LinkVerdict one = a.decision->verdict;
  const model::LinkVerdict other = b.decision->verdict;
  if (a.record != b.record || one == other) return false;
  const bool one_is_alone = one == model::LinkVerdict::alone || other == model::LinkVerdict::alone;
  if (one_is_alone) return one == model::LinkVerdict::same || other == model::LinkVerdict::same;
  return a.to == b.to;
}

}  // namespace

/// A decision is followed whole or not at all: its entries stand one behind another.
void DecisionBook::follow(const std::vector<Resolved>& resolved) {
  for (auto first = resolved.begin(); first != resolved.end();) {
    const model::LinkDecision& decision = *first->decision;
    const auto last = std::find_if(first, resolved.end(), [&](const Resolved& e) { return e.decision != &decision; });
    const core::Phrase* against = nullptr;  // of several the first by its text, whatever their order
    for (auto entry = first; entry != last; ++entry) {
      for (const Resolved& other : resolved) {
        if (!contradict(*entry, other)) continue;
        if (against == nullptr || other.decision->origin.en < against->en) against = &other.decision->origin;
      }
    }
    if (against != nullptr) {
      refuse(decision, "contradicting_decision", {"zie " + against->dutch(), "see " + against->en},
             "none of them was followed; remove those that do not hold");
    } else {
      const auto new_count = std::count_if(first, last, [&](const Resolved& entry) { return keep(entry); });
      ++(new_count > 0 ? books_.used_count : books_.joined_count);
    }
    first = last;
  }
}

/// Whether that was not yet known.
bool DecisionBook::keep(const Resolved& entry) {
  if (entry.decision->verdict == model::LinkVerdict::alone) return alone_.insert(entry.record).second;
  if (entry.decision->verdict == model::LinkVerdict::different)
    return different_.insert({entry.record, entry.to}).second;
  auto& same = same_[entry.record];
  if (std::find(same.begin(), same.end(), entry.to) != same.end()) return false;
  same.push_back(entry.to);
  return true;
}

}  // namespace trek::resolve::detail
