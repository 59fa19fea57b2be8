#pragma once

#include <string>
#include <string_view>

#include "trek/model/tables.hpp"

/// An address that somebody wrote on one line.
namespace trek::ingest::detail {

struct AddressLine {
  enum class Doubt {
    none,
    incomplete,  // no house number, or neither street nor postcode
    several,     // more than one address: the first is taken
    post_box,    // no place at all: the address is empty
  };
  model::Address address;
  Doubt doubt = Doubt::none;
};

/// Street, number, postcode and town from the forms in use in the Netherlands: "Stationsplein 1, 7551 AB Hengelo",
/// the same without commas, postcode first or last or absent, town first before a comma, "te Hengelo", numbers as 4-a,
/// 4 a, 4 II, 12-14, 12 t/m 14, "nr. 4", "huisnr 4"; streets with numbers in them ("1e Bosstraat 3", "Plein 1940-1945
/// 12"); "NL-7551 AB", a country behind; what stands in brackets is left out. An addition in a word of its own is
/// written behind its number: a letter as "4a", another as "4-II". What is not there stays empty.
[[nodiscard]] AddressLine parsed_address(std::string_view line);

/// "Plein 1940 2" -> street and number. A street without a number stays whole.
[[nodiscard]] model::Address split_street(std::string_view text);

/// Forms that are read, for messages.
inline constexpr std::string_view kAddressForms =
    "'Oude Markt 12a, 7511 AB Enschede', 'Oude Markt 12 te Enschede' and '7511AB 12' are read";

}  // namespace trek::ingest::detail
