#include "trek/resolve/detail/address_book.hpp"

#include <algorithm>

#include "trek/core/text.hpp"

namespace trek::resolve::detail {
namespace {

// METHODS "Sites", table of confidences.
constexpr double kSameAddress = 0.95;
constexpr double kSameAddressByTown = 0.9;
constexpr double kSameNumberWithoutAddition = 0.8;
constexpr double kOtherStreetName = 0.7;

std::string postcode_key(const model::Address& address) {
  std::string key;
  for (const char c : core::folded(address.postcode)) {
    if (c != ' ') key.push_back(c);
  }
  return key;
}

std::string without_addition(const std::string& number) { return number.substr(0, number.find('|')); }

/// The keys under which an address is found; empty where a part is missing. A bare number has no bar, so that it never
/// equals a whole one.
struct Keys {
  /// Street and town are folded already.
  Keys(const model::Address& address, const std::string& street, const std::string& town) {
    const std::string number = folded_number(address.number);
    if (number.empty()) return;
    const std::string postcode = postcode_key(address);
    const std::string bare = without_addition(number);
    if (!postcode.empty()) {
      by_postcode = postcode + "/" + number;
      bare_by_postcode = postcode + "/" + bare;
    }
    if (!street.empty() && !town.empty()) {
      by_town = town + "/" + street + "/" + number;
      bare_by_town = town + "/" + street + "/" + bare;
    }
  }
  std::string by_postcode;
  std::string by_town;
  std::string bare_by_postcode;
  std::string bare_by_town;
};

/// FNV-1a. Two keys of one hash are one chance in 10^7 for a million addresses, and then two candidates for a match.
std::uint64_t hash_of(std::string_view key) noexcept {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return hash;
}

/// `fold(text)`, kept for the next time.
template <class Folds, class Fold>
const std::string& folded_once(Folds& folds, const std::string& text, const Fold& fold) {
  const auto [at, is_new] = folds.try_emplace(text);
  if (is_new) at->second = fold(text);
  return at->second;
}

}  // namespace

std::string folded_number(std::string_view number) {
  const std::string text = core::folded(number);
  const std::size_t first = text.find_first_not_of('0');
  if (first == std::string::npos || text[first] < '0' || text[first] > '9') return {};
  const std::size_t digits_end = std::min(text.find_first_not_of("0123456789", first), text.size());
  std::string key = text.substr(first, digits_end - first) + "|";
  for (const char c : text.substr(digits_end)) {
    if (c != ' ') key.push_back(c);
  }
  return key;
}

model::Address with_number_apart(model::Address address) {
  if (!address.number.empty()) return address;
  const std::size_t digit = address.street.find_first_of("0123456789", 1);
  if (digit == std::string::npos || address.street[digit - 1] != ' ') return address;
  address.number = address.street.substr(digit);
  address.street = std::string{core::trimmed(std::string_view{address.street}.substr(0, digit))};
  return address;
}

std::vector<std::string> whole_address_keys(const model::Address& written) {
  const model::Address address = with_number_apart(written);
  const std::string street = folded_street(address.street);
  const Keys keys{address, street, model::folded_place_name(address.town)};
  std::vector<std::string> whole;
  if (!keys.by_postcode.empty()) whole.push_back(keys.by_postcode + "/" + street);  // a postcode may hold two streets
  if (!keys.by_town.empty()) whole.push_back(keys.by_town);
  return whole;
}

void AddressBook::add(std::uint32_t row, const model::Address& written) {
  const model::Address address = with_number_apart(written);
  const std::string& street = folded_once(streets_, address.street, folded_street);
  const std::string& words = folded_once(street_words_, address.street, street_words);
  const std::string& town = folded_once(towns_, address.town, model::folded_place_name);
  const Keys keys{address, street, town};
  const auto entry = static_cast<std::uint32_t>(entries_.size());
  for (const std::string* const key : {&keys.by_postcode, &keys.by_town, &keys.bare_by_postcode, &keys.bare_by_town}) {
    if (!key->empty()) keys_.emplace_back(hash_of(*key), entry);
  }
  if (const std::string number = folded_number(address.number); !number.empty()) {
    keys_.emplace_back(hash_of(number), entry);
  }
  entries_.push_back({&street, &words, &town, row});
}

void AddressBook::close() { std::sort(keys_.begin(), keys_.end()); }

std::vector<AddressBook::Similar> AddressBook::similar(const model::Address& written) const {
  const model::Address address = with_number_apart(written);
  const std::string words = street_words(address.street);
  const std::string town = model::folded_place_name(address.town);
  const bool town_is_known =
      !town.empty() && std::any_of(towns_.begin(), towns_.end(), [&](const auto& fold) { return fold.second == town; });
  std::vector<Similar> result;
  std::unordered_map<const std::string*, std::optional<std::size_t>> errors_of;  // a number has hundreds of entries
  for (const std::uint32_t entry : rows_of(folded_number(address.number))) {
    if (town_is_known && *entries_[entry].town != town) continue;
    const std::string* const official = entries_[entry].words;
    const auto [at, is_new] = errors_of.try_emplace(official);
    if (is_new) at->second = find_typing_errors(words, *official);
    if (at->second) result.push_back({entries_[entry].row, *at->second, town_is_known});
  }
  std::sort(result.begin(), result.end());
  return result;
}

bool AddressBook::is_same_but_for_letter(const model::Address& written, const model::Address& official) {
  const model::Address one = with_number_apart(written);
  const model::Address other = with_number_apart(official);
  const std::string number = without_addition(folded_number(one.number));
  if (number.empty() || number != without_addition(folded_number(other.number))) return false;
  if (!one.postcode.empty() && postcode_key(one) == postcode_key(other)) return true;
  return find_typing_errors(street_words(one.street), street_words(other.street)).has_value();
}

std::vector<std::uint32_t> AddressBook::rows_of(const std::string& key) const {
  std::vector<std::uint32_t> entries;
  if (key.empty()) return entries;
  const std::uint64_t hash = hash_of(key);
  for (auto at = std::lower_bound(keys_.begin(), keys_.end(), std::pair{hash, 0U});
       at != keys_.end() && at->first == hash; ++at) {
    entries.push_back(at->second);
  }
  return entries;
}

AddressBook::Hits AddressBook::by_postcode(const std::vector<std::uint32_t>& entries, const std::string& street) const {
  Hits hits;
  hits.confidence = kSameAddress;
  for (const std::uint32_t entry : entries) {
    const std::string& other = *entries_[entry].street;
    if (!street.empty() && !other.empty() && street != other) hits.confidence = kOtherStreetName;
    hits.rows.push_back(entries_[entry].row);
  }
  return hits;
}

AddressBook::Hits AddressBook::find(const model::Address& written) const {
  const model::Address address = with_number_apart(written);
  Hits hits = as_written(address);
  if (!address.town.empty() || (!hits.rows.empty() && hits.confidence > kOtherStreetName)) return hits;
  Hits behind = behind_town(address);
  return behind.rows.empty() ? hits : behind;
}

AddressBook::Hits AddressBook::behind_town(const model::Address& address) const {
  Hits found;
  for (auto blank = address.street.find(' '); blank != std::string::npos; blank = address.street.find(' ', blank + 1)) {
    model::Address reading = address;
    reading.town = address.street.substr(0, blank);
    reading.street = address.street.substr(blank + 1);
    Hits hits = as_written(reading);
    if (hits.rows.empty()) continue;
    if (!found.rows.empty() && found.rows != hits.rows) return {};
    found = std::move(hits);
  }
  const auto others = anywhere(address);
  const bool is_street_too = std::any_of(others.begin(), others.end(), [&](std::uint32_t row) {
    return !std::binary_search(found.rows.begin(), found.rows.end(), row);
  });
  return is_street_too ? Hits{} : found;
}

std::vector<std::uint32_t> AddressBook::anywhere(const model::Address& address) const {
  const std::string street = folded_street(address.street);
  std::vector<std::uint32_t> rows;
  for (const std::uint32_t entry : rows_of(folded_number(address.number))) {
    if (*entries_[entry].street == street) rows.push_back(entries_[entry].row);
  }
  return rows;
}

AddressBook::Hits AddressBook::as_written(const model::Address& address) const {
  const std::string street = folded_street(address.street);
  const Keys keys{address, street, model::folded_place_name(address.town)};
  const auto search = [&](const std::string& postcode_key_text, const std::string& town_key) {
    Hits hits = by_postcode(rows_of(postcode_key_text), street);
    if (hits.rows.empty() || hits.confidence <= kOtherStreetName) {
      Hits by_town = by_postcode(rows_of(town_key), street);
      by_town.confidence = kSameAddressByTown;
      if (!by_town.rows.empty()) return by_town;
    }
    return hits;
  };
  Hits hits = search(keys.by_postcode, keys.by_town);
  if (hits.rows.empty()) {
    hits = search(keys.bare_by_postcode, keys.bare_by_town);
    hits.confidence = std::min(hits.confidence, kSameNumberWithoutAddition);
  }
  std::sort(hits.rows.begin(), hits.rows.end());
  return hits;
}

}  // namespace trek::resolve::detail
