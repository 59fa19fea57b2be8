#include <map>
#include <string>
#include <vector>

#include "trek/core/text.hpp"
#include "trek/resolve/detail/address_book.hpp"
#include "trek/resolve/detail/confidences.hpp"
#include "trek/resolve/detail/linker.hpp"

/// Records of one thing that no building holds together: one whole address, in one yard, and one name or complex.
namespace trek::resolve::detail {
namespace {

const model::Address& address_of(const Evidence& evidence, Record record) {
  return record.table == Table::candidate ? evidence.candidates->address[record.row]
                                          : evidence.monuments->address[record.row];
}

std::string name_of(const Evidence& evidence, Record record) {
  return core::folded(record.table == Table::candidate ? evidence.candidates->name[record.row]
                                                       : evidence.monuments->name[record.row]);
}

std::string complex_of(const Evidence& evidence, Record record) {
  return record.table == Table::monument ? evidence.monuments->complex_number[record.row] : std::string{};
}

bool agree(const std::string& a, const std::string& b) { return !a.empty() && a == b; }

}  // namespace

void Linker::link_twins() {
  std::map<std::string, std::vector<Record>> records_at;
  for (const Record record : records_by_key()) {
    for (const std::string& key : whole_address_keys(address_of(evidence_, record))) records_at[key].push_back(record);
  }
  std::set<std::pair<Record, Record>> done;
  for (const auto& [key, records] : records_at) {
    for (std::size_t a = 0; a < records.size(); ++a) {
      for (std::size_t b = a + 1; b < records.size(); ++b) {
        if (done.emplace(records[a], records[b]).second) link_twin(records[a], records[b]);
      }
    }
  }
}

void Linker::link_twin(Record one, Record other) {
  const auto place = place_of(evidence_, one);
  const auto there = place_of(evidence_, other);
  if (!place || !there || decisions_.told_apart(one, other)) return;
  if (decisions_.is_alone(one) || decisions_.is_alone(other)) return;
  const double distance = geo::distance_m(*place, *there);
  if (distance > rule_.complex_gap.value()) return;
  const bool one_thing = agree(name_of(evidence_, one), name_of(evidence_, other)) ||
                         agree(complex_of(evidence_, one), complex_of(evidence_, other));
  if (one_thing) add({one, other, model::LinkMethod::address, distance, kSameName, {}});
}

}  // namespace trek::resolve::detail
