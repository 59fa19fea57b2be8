#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "trek/model/tables.hpp"
#include "trek/resolve/detail/street_names.hpp"

namespace trek::resolve::detail {

/// A house number for comparing: digits, a bar, letter and addition. "12-A" and "12a" -> "12|a"; "7-2" -> "7|2".
[[nodiscard]] std::string folded_number(std::string_view number);

/// What a whole address is by: postcode, number and street, and town, street and number. None where too little is
/// known.
[[nodiscard]] std::vector<std::string> whole_address_keys(const model::Address& written);

/// The same address with a number that stood behind the street ("Stationsplein 1") in its own field.
[[nodiscard]] model::Address with_number_apart(model::Address address);

/// Which of a list of addresses are meant by another one, however it is spelled.
class AddressBook {
 public:
  AddressBook() = default;
  AddressBook(const AddressBook&) = delete;  // entries point at the folded streets
  AddressBook& operator=(const AddressBook&) = delete;

  void add(std::uint32_t row, const model::Address& written);
  /// Ends adding: sorts.
  void close();

  struct Hits {
    std::vector<std::uint32_t> rows;  // ascending
    double confidence = 0.0;          // of the weakest part that had to be left out or did not agree
  };
  /// By postcode and number, or street, number and town; then the same without letter and addition. Where the town is
  /// not apart it may be the first words of the street ("Enschede Oldenzaalsestraat"). No rows: not found, or too
  /// little is known to say, or it can be read as two addresses.
  [[nodiscard]] Hits find(const model::Address& written) const;

  struct Similar {
    std::uint32_t row = 0;
    std::size_t typing_errors = 0;
    bool in_town = false;  // the town agrees; else it is not written, or it is the name of something larger
    friend auto operator<=>(const Similar&, const Similar&) = default;
  };
  /// Addresses with the same whole number whose street may have been meant, by row: for what find() does not know.
  [[nodiscard]] std::vector<Similar> similar(const model::Address& written) const;

  /// Two spellings of one house number, or 12 and 12a.
  [[nodiscard]] static bool is_same_but_for_letter(const model::Address& written, const model::Address& official);

 private:
  struct Entry {
    const std::string* street = nullptr;  // folded, in streets_; to check a match by postcode
    const std::string* words = nullptr;   // in street_words_
    const std::string* town = nullptr;    // folded, in towns_
    std::uint32_t row = 0;
  };
  /// Folded streets and towns by what they were folded from: a town has thousands of addresses a street.
  using Folds = std::unordered_map<std::string, std::string>;
  [[nodiscard]] std::vector<std::uint32_t> rows_of(const std::string& key) const;
  [[nodiscard]] Hits as_written(const model::Address& address) const;
  [[nodiscard]] Hits behind_town(const model::Address& address) const;
  /// Of a street in any town.
  [[nodiscard]] std::vector<std::uint32_t> anywhere(const model::Address& address) const;
  [[nodiscard]] Hits by_postcode(const std::vector<std::uint32_t>& entries, const std::string& street) const;

  std::vector<Entry> entries_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keys_;  // hash of the key, entry; sorted after close()
  Folds streets_;
  Folds street_words_;
  Folds towns_;
};

}  // namespace trek::resolve::detail
