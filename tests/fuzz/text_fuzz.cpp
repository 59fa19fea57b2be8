// Texts of one cell: dates, numbers, codes, identifications and words, as people write them.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <string>

#include "fuzz/support/require.hpp"
#include "fuzz/support/target.hpp"
#include "trek/config/field_key.hpp"
#include "trek/core/date.hpp"
#include "trek/core/inert_text.hpp"
#include "trek/core/number_readings.hpp"
#include "trek/core/shortened.hpp"
#include "trek/core/text.hpp"
#include "trek/core/yes_or_no.hpp"
#include "trek/ingest/detail/csv_beginning.hpp"
#include "trek/ingest/detail/gml_shapes.hpp"
#include "trek/ingest/detail/number_text.hpp"
#include "trek/ingest/detail/statements.hpp"
#include "trek/ingest/detail/values.hpp"
#include "trek/model/codes.hpp"

namespace trek::fuzz {
namespace {

void check_texts(std::string_view input) {
  const std::string cleaned = core::cleaned(input);
  require(core::cleaned(cleaned) == cleaned, "text that is clean stays as it is");
  require(std::ranges::none_of(cleaned, [](char c) { return c == '\0' || c == '\x1b' || c == '\x7f'; }),
          "text that is clean has no control characters");
  const std::string folded = core::folded(input);
  require(core::folded(folded) == folded, "text that is folded stays as it is");
  const std::size_t longest = input.empty() ? 0 : static_cast<unsigned char>(input.front()) % 40U;
  require(core::beginning(input, longest).size() <= longest, "a beginning is not too long");
  require(core::is_utf8(core::shortened(cleaned, longest)), "no character is cut in two");
  require(core::trimmed(core::trimmed(input)) == core::trimmed(input), "text that is trimmed stays as it is");
  for (const std::string& part : core::split(input, ';')) require(!part.empty(), "parts are not empty");
  const std::string_view name = input.substr(0, 60);  // comparing names takes the square of their length
  const std::vector<std::string> names{std::string{name.substr(0, name.size() / 2)}, "floor_area_m2"};
  static_cast<void>(core::did_you_mean(name.substr(name.size() / 2), names));
  const std::vector<std::vector<std::string>> rows{names, {"Oude Markt", std::string{input}}};
  for (const std::size_t row : core::matching_rows(input, rows)) require(row < rows.size(), "a row that is there");
}

void check_dates(std::string_view input) {
  const auto iso = core::find_iso_date(input);
  if (!iso) return;
  require(core::find_iso_date(*iso) == iso, "a date that is read is a date");
  require(iso->size() == 4 || iso->size() == 7 || iso->size() == 10, "a year, a month or a day");
  const auto date = core::find_date(input);
  require(date && date == core::find_date(*iso), "the same day, however it is written");
  require(date->month >= 1 && date->month <= 12 && date->day >= 1 && date->day <= 31, "a day of the calendar");
  static_cast<void>(core::whole_years(*date, {2026, 1, 1}));
}

/// A day that the input draws, of the calendar or not, as people write it: the calendar of the standard library says
/// which it is.
void check_drawn_day(std::string_view input) {
  if (input.size() < 4) return;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(input[at]); };
  const int year = 1000 + (byte(0) * 256 + byte(1)) % 2000;
  const unsigned month = byte(2) % 20U;
  const unsigned day = byte(3) % 40U;
  const std::chrono::year_month_day drawn{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  const std::string iso = fmt::format("{}-{:02}-{:02}", year, month, day);
  for (const std::string& text :
       {iso, fmt::format("{}-{}-{}", day, month, year), fmt::format("{}/{}/{}", year, month, day),
        fmt::format("{:02}.{:02}.{} 10:30", day, month, year), fmt::format("{}{:02}{:02}", year, month, day)}) {
    const auto found = core::find_iso_date(text);
    require(found.has_value() == drawn.ok(), "a day of the calendar is a date, and nothing else is");
    require(!found || *found == iso, "the day that was written");
  }
  const std::string whole = fmt::format("{}-{:02}", year, month);
  require(core::find_iso_date(whole) == (drawn.month().ok() ? std::optional{whole} : std::nullopt), "twelve months");
}

void check_numbers(std::string_view input) {
  if (const auto number = core::parsed_number(input)) require(std::isfinite(*number), "a number is finite");
  const auto readings = core::readings_of(input);
  for (const auto& value : {readings.point, readings.comma}) {
    if (!value) continue;
    require(std::isfinite(*value), "a reading is finite");
    const auto again = core::readings_of(core::one_way_text(*value));
    require(!again.differ() && again.point == value, "a number that is written is read as it is, and in one way");
  }
  if (const auto found = ingest::detail::find_number_text(input)) {
    static_cast<void>(ingest::detail::unit_of(found->unit));
    static_cast<void>(core::readings_of(found->number));
  }
  if (const auto plainest = ingest::detail::find_plainest_number(input)) {
    require(readings.point == plainest->value, "what is plain is read as everything else");
  }
}

void check_values(std::string_view input) {
  using namespace ingest::detail;
  if (const auto id = find_bag_id(input)) {
    require(id->size() == 16 && std::ranges::all_of(*id, [](char c) { return c >= '0' && c <= '9'; }), "16 digits");
    require(find_bag_id(*id) == id, "an identification stays one");
    static_cast<void>(is_building_id(*id) || is_unit_id(*id));
  }
  static_cast<void>(list_parts(input));
  static_cast<void>(id_parts(input));
  static_cast<void>(cut_to_id(without_rdf_marks(input)));
  static_cast<void>(house_number(input, input.substr(0, 1), input.substr(0, 3)));
  static_cast<void>(beginning_of(input));
  static_cast<void>(is_iri(input) || says_nothing(input) || config::is_pattern(input));
  const std::string code = postcode(input);
  require(code.empty() || (code.size() == 6 && postcode(code) == code), "a postcode stays one");
  if (core::is_utf8(input))
    require(config::field_key(config::field_key(input)) == config::field_key(input), "a key of a field stays one");
  if (const auto energy = find_energy_class(input)) {
    require(find_energy_class(*energy) == energy, "an energy class stays one");
    static_cast<void>(model::energy_class_rank(*energy));
  }
  for (const bool percent : {false, true}) {
    if (const auto share = find_share(input, percent)) require(*share >= 0.0 && *share <= 1.0, "a share is in [0, 1]");
  }
  if (const auto length = find_length_m(input)) require(std::isfinite(*length), "a length is finite");
  static_cast<void>(find_willing(input));
  static_cast<void>(core::find_yes_or_no(input));
}

template <class Find>
void check_code(Find find, std::string_view input) {
  if (const auto code = find(input)) require(find(model::name_of(*code)) == code, "a code is read by its own name");
}

void check_codes(std::string_view input) {
  check_code(model::find_use, input);
  check_code(model::find_building_status, input);
  check_code(model::find_unit_status, input);
  check_code(model::find_monument_kind, input);
  check_code(model::find_location_quality, input);
  check_code(model::find_site_type, input);
  check_code(model::find_place_kind, input);
  check_code(model::find_road_direction, input);
  check_code(model::find_vacancy_kind, input);
}

void check_beginnings(std::string_view input) {
  const auto beginning = ingest::detail::csv_beginning(input);
  require(beginning.header_at <= input.size(), "a header lies in the file");
  static_cast<void>(ingest::detail::header_fault(beginning.names));
  static_cast<void>(ingest::detail::utf16_of(input));
  static_cast<void>(ingest::detail::find_gml_shapes(input));
}

}  // namespace

std::vector<std::string> seeds() {
  return {"2026-02-15",
          "15 februari 2026",
          "2026-13-01",
          "31-02-2026",
          "15-feb-2026 12:00",
          "02-2026",
          "1.250,50",
          "ca. 1 250,5 m2",
          "€ 1.200,-",
          "0,8 ha",
          "NL.IMBAG.Pand.0153100000211111",
          "{0153100000211111, 0153100000211112}",
          "(2:a,b)",
          "[\"a\", \"b\"]",
          "\"kerk\"@nl",
          "https://linkeddata.cultureelerfgoed.nl/cho-kennis/id/rijksmonument/123",
          "7511 ab",
          "A++",
          "n.v.t.",
          "deels leeg, 50 %",
          "3,20 m",
          "wil verkopen",
          "winkelfunctie",
          "Pand in gebruik",
          "boerderij",
          "sep=;\nid;naam;x;y\n1;a;250000;471000\n2;b;250001;471001\n",
          "\xFF\xFEi\0d\0;\0x\0\n",
          "Caf\xC3\xA9 \xE2\x80\x98t Stift\x01",
          "<gml:featureMember><b:pand><b:geometrie><gml:Polygon/></b:geometrie><b:punt><gml:Point/></b:punt></b:pand>"};
}

std::vector<std::string> words() {
  return {"januari", "feb", "2026", "-12-",  "-13-",     "-31",          "e+308",    "€",   "m2",
          "ha",      "ca.", ",-",   "1.250", "\xC3\xA9", "\xEF\xBF\xBD", "ja",       "nee", "leeg",
          "%",       "cm",  "\r\n", "sep=",  "\"",       "gml:",         "NL.IMBAG."};
}

void run(std::string_view input) {
  check_texts(input);
  check_dates(input);
  check_drawn_day(input);
  check_numbers(input);
  check_values(input);
  check_codes(input);
  check_beginnings(input);
}

}  // namespace trek::fuzz
