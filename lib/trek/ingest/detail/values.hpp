#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/model/tables.hpp"

/// Values as sources write them, one spelling out.
namespace trek::ingest::detail {

/// A number from here down is none: CBS writes -99991, -99995, -99997 ... for "not published".
inline constexpr double kUnpublished = -99990.0;

/// A literal of linked data without its marks: quotes, language and type ("kerk"@nl, "123"^^xsd:integer,
/// <https://...>).
[[nodiscard]] std::string without_rdf_marks(std::string_view text);
/// "123" from "https://linkeddata.cultureelerfgoed.nl/cho-kennis/id/rijksmonument/123"; what is no IRI stays.
[[nodiscard]] std::string_view cut_to_id(std::string_view text) noexcept;
[[nodiscard]] bool is_iri(std::string_view text) noexcept;

/// BAG identification: 16 digits. Sources that hold it as a number lose leading zeros, and some put a namespace before
/// it ("NL.IMBAG.Pand.0153100000211111") or write it as an IRI. Empty for anything else.
[[nodiscard]] std::optional<std::string> find_bag_id(std::string_view found);
/// Values of a field that holds several, in any of the forms in use: "a,b", "a; b", "a|b", one per line, "{a,b}",
/// "(2:a,b)" of GDAL, ["a","b"] of JSON. One value is a list of one.
[[nodiscard]] std::vector<std::string> list_parts(std::string_view text);
/// The same of BAG identifications, which also stand with blanks, slashes or "en" between them. What is no
/// identification is a part of its own; words beside one are left out.
[[nodiscard]] std::vector<std::string> id_parts(std::string_view text);
/// Digits 5 and 6 of a BAG identification: 10 is a building, 01 a unit, 02 a berth and 03 a pitch (units too).
[[nodiscard]] bool is_building_id(std::string_view bag_id) noexcept;
[[nodiscard]] bool is_unit_id(std::string_view bag_id) noexcept;

/// "7511AB" from "7511 ab" and "NL-7511 AB"; empty for what is no postcode.
[[nodiscard]] std::string postcode(std::string_view text);
/// "41", "12a", "7-2".
[[nodiscard]] std::string house_number(std::string_view number, std::string_view letter, std::string_view addition);

/// The beginning of a description, for a name: the first sentence, at most 80 characters.
[[nodiscard]] std::string beginning_of(std::string_view description);

/// Energy class: "A++++" to "G". Empty for anything else.
[[nodiscard]] std::optional<std::string> find_energy_class(std::string_view text);

/// Words that sources use for "no value": empty, "-", "n.v.t.", "onbekend", "null".
[[nodiscard]] bool says_nothing(std::string_view text);

}  // namespace trek::ingest::detail
