#include "support/address_mistakes.hpp"

#include <array>
#include <cctype>
#include <string_view>
#include <utility>

namespace trek::test {
namespace {

using Replacement = std::pair<std::string_view, std::string_view>;

constexpr auto kAbbreviations = std::to_array<Replacement>({{"Burgemeester ", "Burg. "},
                                                            {"Doctor ", "Dr. "},
                                                            {"Sint ", "St. "},
                                                            {"Prins ", "Pr. "},
                                                            {"Van der ", "V.d. "},
                                                            {" van ", " v. "},
                                                            {"straat", "str."},
                                                            {"laan", "ln"},
                                                            {"plein", "pln"}});
constexpr auto kDiacritics =
    std::to_array<Replacement>({{"\u00e7", "c"}, {"\u00eb", "e"}, {"\u00f6", "o"}, {"\u00e9", "e"}});

bool replace_first(std::string& text, const Replacement& replacement) {
  const auto at = text.find(replacement.first);
  if (at == std::string::npos) return false;
  text.replace(at, replacement.first.size(), replacement.second);
  return true;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// One error at a letter that is not the first and whose neighbour is a letter too.
std::string with_typing_error(std::string text, core::Random& random) {
  std::vector<std::size_t> places;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (is_letter(text[i]) && is_letter(text[i + 1])) places.push_back(i);
  }
  if (places.empty()) return text;
  const std::size_t at = places[random.below(places.size())];
  switch (random.below(4)) {
    case 0:
      text.erase(at, 1);
      break;
    case 1:
      text.insert(at, 1, text[at]);
      break;
    case 2:
      std::swap(text[at], text[at + 1]);
      break;
    default:
      text[at] = static_cast<char>('a' + static_cast<char>(random.below(26)));
  }
  return text;
}

class Writing {
 public:
  Writing(model::Address address, const MistakeShares& shares, core::Random& random)
      : address_{std::move(address)}, shares_{shares}, random_{random} {}

  model::Address result() {
    write_street();
    write_number();
    write_place();
    return std::move(address_);
  }

 private:
  bool chance(double share) { return random_.uniform() < share; }

  void write_street() {
    std::string& street = address_.street;
    for (const Replacement& mark : kDiacritics) {
      if (street.find(mark.first) != std::string::npos && chance(shares_.lost_diacritics)) replace_first(street, mark);
    }
    for (const Replacement& abbreviation : kAbbreviations) {
      if (street.find(abbreviation.first) == std::string::npos) continue;
      if (chance(shares_.abbreviation)) replace_first(street, abbreviation);
    }
    if (chance(shares_.typing_error)) street = with_typing_error(std::move(street), random_);
    if (!chance(shares_.capitals)) return;
    for (char& c : street) {
      if (is_letter(c)) c = static_cast<char>(std::toupper(c));
    }
  }

  void write_number() {
    std::string& number = address_.number;
    const std::size_t end = number.find_first_not_of("0123456789");
    const auto digits = std::stoi(number.substr(0, end));
    if (end != std::string::npos) {
      if (chance(shares_.without_letter)) {
        number.resize(end);
      } else if (chance(shares_.letter_written_otherwise)) {
        number = number.substr(0, end) + (chance(0.5) ? "-" : " ") +
                 static_cast<char>(std::toupper(static_cast<unsigned char>(number[end])));
      }
    } else if (chance(shares_.number_range)) {
      number += "-" + std::to_string(digits + 2);
    }
    if (chance(shares_.wrong_number)) number = std::to_string(digits + (chance(0.5) || digits <= 2 ? 2 : -2));
    if (chance(shares_.without_number)) number.clear();
  }

  void write_place() {
    if (chance(shares_.municipality_as_town)) {
      address_.town = "Gemeente Midden";
      address_.postcode.clear();
    } else if (chance(shares_.without_postcode)) {
      address_.postcode.clear();
    } else if (chance(shares_.without_town)) {
      address_.town.clear();
    } else if (chance(shares_.without_town_either)) {
      address_.town.clear();
      address_.postcode.clear();
    }
  }

  model::Address address_;
  const MistakeShares& shares_;
  core::Random& random_;
};

}  // namespace

model::Address written_down(const model::Address& address, const MistakeShares& shares, core::Random& random) {
  return Writing{address, shares, random}.result();
}

}  // namespace trek::test
