#include "trek/ingest/detail/stand_sieve.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace trek::ingest::detail {

namespace {

constexpr double kLongestObject_m = 3'000.0;  // no building, berth or pitch reaches that far from its first point
constexpr std::string_view kBegin = "<sl:stand>";
constexpr std::string_view kEnd = "</sl:stand>";

/// What stands between the next element of that name and the next tag; empty when there is none.
std::string_view element_text(std::string_view xml, std::string_view open_tag) {
  const auto tag = xml.find(open_tag);
  if (tag == std::string_view::npos) return {};
  const auto begin = xml.find('>', tag);
  if (begin == std::string_view::npos) return {};
  return xml.substr(begin + 1, xml.find('<', begin) - begin - 1);
}

std::optional<double> take_number(std::string_view& text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return std::nullopt;
  text.remove_prefix(begin);
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

std::optional<geo::Point> first_point(std::string_view object) {
  std::string_view text = element_text(object, "<gml:pos");  // gml:pos and gml:posList
  const auto x = take_number(text);
  const auto y = take_number(text);
  if (!x || !y) return std::nullopt;
  return geo::Point{*x, *y};
}

/// A state with an end, of validity or of itself: one of these elements with a date in it.
bool is_past(std::string_view object) {
  static constexpr std::array<std::string_view, 4> kEnds{"<Historie:eindGeldigheid>", "<Historie:tijdstipInactief>",
                                                         "<Historie:tijdstipInactiefLV>",
                                                         "<Historie:tijdstipNietBagLV>"};
  return std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view tag) {
    const auto at = object.find(tag);
    const auto value = at == std::string_view::npos ? at : at + tag.size();
    return value < object.size() && object[value] >= '0' && object[value] <= '9';
  });
}

bool is_needed(std::string_view object, const StandSieve& sieve) {
  if (sieve.present_only && is_past(object)) return false;
  if (sieve.region) {
    const auto point = first_point(object);
    if (point && !sieve.region->grown(kLongestObject_m).contains(*point)) return false;
  }
  if (sieve.ids) {
    const auto id = find_id_number(element_text(object, "<Objecten:identificatie"));
    if (id && !std::binary_search(sieve.ids->begin(), sieve.ids->end(), *id)) return false;
  }
  return true;
}

}  // namespace

std::optional<std::uint64_t> find_id_number(std::string_view text) {
  const auto dot = text.rfind('.');
  if (dot != std::string_view::npos) text.remove_prefix(dot + 1);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string sieved(std::string_view xml, const StandSieve& sieve) {
  std::string kept;
  std::size_t kept_count = 0;
  std::size_t at = 0;
  while (true) {
    const auto begin = xml.find(kBegin, at);
    const auto end = begin == std::string_view::npos ? begin : xml.find(kEnd, begin);
    if (end == std::string_view::npos) break;
    kept.append(xml.substr(at, begin - at));
    const std::string_view object = xml.substr(begin, end + kEnd.size() - begin);
    if (is_needed(object, sieve)) {
      kept.append(object);
      ++kept_count;
    }
    at = begin + object.size();
  }
  kept.append(xml.substr(at));
  // An end that is not the end of such a file is GDAL's to complain of.
  const bool complete = xml.substr(at).find("bagStand>") != std::string_view::npos;
  return kept_count == 0 && at > 0 && complete ? std::string{} : kept;
}

}  // namespace trek::ingest::detail
