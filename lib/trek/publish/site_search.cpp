#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/publish/read_results.hpp"

namespace trek::publish {
namespace {

/// "#3" and "3".
std::optional<int> rank_in(std::string_view text) {
  if (text.starts_with('#')) text.remove_prefix(1);
  int rank = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), rank);
  const bool whole = parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size();
  return whole ? std::optional{rank} : std::nullopt;
}

template <class Is>
std::vector<std::size_t> rows_where(const ReadResults& results, const Is& is) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < results.sites.size(); ++row) {
    if (is(results.sites[row])) rows.push_back(row);
  }
  return rows;
}

std::vector<std::size_t> of_rank(const ReadResults& results, int rank) {
  auto found = rows_where(results, [rank](const ReadSite& site) { return site.rank == rank; });
  if (!found.empty()) return found;
  core::refuse_argument(
      fmt::format("{}: no site has rank {}; ranks go from 1 to {}", results.file.string(), rank, results.ranked_count));
}

std::vector<std::size_t> of_part(const ReadResults& results, const std::string& text) {
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> texts;
  for (const ReadSite& site : results.sites) {
    names.push_back(site.name);
    texts.push_back({site.key, site.name, site.address});
  }
  auto matching = core::matching_rows(text, texts);
  if (!matching.empty()) return matching;
  core::refuse_argument(
      fmt::format("{}: no site has '{}' in its key, name or address{}; give a part of one of them, or a rank as #3",
                  results.file.string(), core::cleaned(text), core::did_you_mean(text, names)));
}

}  // namespace

std::vector<std::size_t> find_site_rows(const ReadResults& results, const std::string& text) {
  const auto rank = rank_in(text);
  if (rank && text.starts_with('#')) return of_rank(results, *rank);
  constexpr std::string_view kKey = "key:";
  const std::string key = text.starts_with(kKey) ? text.substr(kKey.size()) : text;
  auto by_key = rows_where(results, [&](const ReadSite& site) { return site.key == key; });
  if (rank && !by_key.empty() && results.sites[by_key.front()].rank != rank) {
    // A list that numbers its rows: which of the two is meant, only the user knows.
    for (const std::size_t row : rows_where(results, [&](const ReadSite& site) { return site.rank == rank; }))
      by_key.push_back(row);
    return by_key;
  }
  if (!by_key.empty()) return by_key;
  return rank ? of_rank(results, *rank) : of_part(results, text);
}

std::size_t site_row(const ReadResults& results, const std::string& text) {
  const auto found = find_site_rows(results, text);
  if (found.size() == 1) return found.front();
  std::string list;
  constexpr std::size_t kShown = 8;
  for (std::size_t i = 0; i < std::min(found.size(), kShown); ++i)
    list += (list.empty() ? "" : ", ") + results.sites[found[i]].key;
  if (found.size() > kShown) list += ", ...";
  core::refuse_argument(fmt::format("'{}' is {} sites: {}; give one of these keys", text, found.size(), list));
}

}  // namespace trek::publish
