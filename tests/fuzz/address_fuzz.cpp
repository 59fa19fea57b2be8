// Addresses on one line, as lists of heritage and vacancy have them, and what they are compared by.
#include <algorithm>
#include <string>

#include "fuzz/support/require.hpp"
#include "fuzz/support/target.hpp"
#include "trek/core/text.hpp"
#include "trek/ingest/detail/address_line.hpp"
#include "trek/resolve/detail/address_book.hpp"
#include "trek/resolve/detail/place_names.hpp"
#include "trek/resolve/detail/street_names.hpp"
#include "trek/resolve/detail/type_words.hpp"

namespace trek::fuzz {
namespace {

using ingest::detail::AddressLine;

void check_parts(const AddressLine& line) {
  const model::Address& address = line.address;
  const bool nothing =
      address.street.empty() && address.number.empty() && address.postcode.empty() && address.town.empty();
  if (line.doubt == AddressLine::Doubt::post_box) require(nothing, "a post box is no place");
  if (line.doubt == AddressLine::Doubt::none) {
    require(!address.number.empty(), "an address that is whole has a number");
    require(!address.street.empty() || !address.postcode.empty(), "an address that is whole has a street or postcode");
  }
  for (const std::string* part : {&address.street, &address.number, &address.postcode, &address.town})
    require(core::trimmed(*part) == *part, "parts are trimmed");
}

/// An address that is put in a book is found there under its own spelling.
void check_book(const model::Address& address) {
  resolve::detail::AddressBook book;
  book.add(7, address);
  book.close();
  const auto hits = book.find(address);
  require(hits.rows.empty() || hits.rows == std::vector<std::uint32_t>{7}, "rows of the book");
  if (!resolve::detail::whole_address_keys(address).empty())
    require(hits.rows.size() == 1, "a whole address is found by itself");
  static_cast<void>(book.similar(address));
}

}  // namespace

std::vector<std::string> seeds() {
  return {"Stationsplein 1, 7551 AB Hengelo",
          "Oude Markt 12a 7511AB Enschede",
          "7511AB 12",
          "1e Bosstraat 3 te Almelo",
          "Plein 1940-1945 12 t/m 14, Borne",
          "Enschede, Oldenzaalsestraat 4 II",
          "Postbus 12, 7500 AA Enschede",
          "Dorpsstraat nr. 4 (achter de kerk), NL-7551 AB Hengelo, Nederland",
          "Kerkstraat 2 en 4, Losser",
          "Haaksbergen"};
}

std::vector<std::string> words() {
  return {"straat",   "weg", "plein",     " te ", " t/m ", "nr.",  "huisnr ", "Postbus", "NL-", "7511AB",    "7511 AB",
          "Enschede", "1e ", "1940-1945", " II",  "-a",    " en ", ", ",      "(",       ")",   "Nederland", "Dr. "};
}

void run(std::string_view input) {
  const AddressLine line = ingest::detail::parsed_address(input);
  check_parts(line);
  check_book(line.address);
  check_book(ingest::detail::split_street(input));
  const model::Address apart = resolve::detail::with_number_apart({std::string{input}, "", "7511AB", "Enschede"});
  check_book(apart);
  static_cast<void>(resolve::detail::folded_number(input));
}

}  // namespace trek::fuzz
