#include "trek/resolve/detail/monument_records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "trek/core/text.hpp"

namespace trek::resolve::detail {
namespace {

using Rows = std::vector<std::uint32_t>;

/// Two places of one monument farther apart than a `globaal` point may be off (METHODS "Sites") are a difference.
constexpr double kPlacesApart_m = 100.0;

int quality_rank(model::LocationQuality quality) noexcept {
  switch (quality) {
    case model::LocationQuality::decision:
    case model::LocationQuality::exact:
      return 0;
    case model::LocationQuality::approximate:
      return 1;
    case model::LocationQuality::unknown:
      break;
  }
  return 2;
}

void add_once(std::vector<std::string>& texts, const std::string& text) {
  if (!text.empty() && std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
}

/// "Kerk" and "Kerk; toren" do not differ.
bool differ(const std::string& a, const std::string& b) {
  const std::string x = core::folded(a);
  const std::string y = core::folded(b);
  return x.find(y) == std::string::npos && y.find(x) == std::string::npos;
}

bool differ(const model::Address& a, const model::Address& b) {
  if (a.postcode.empty() || b.postcode.empty()) return false;
  return a.postcode != b.postcode || core::folded(a.number) != core::folded(b.number);
}

class Joining {
 public:
  Joining(const model::Monuments& table, core::Report& report) : table_{table}, report_{report} {}

  model::Monuments result() {
    std::map<std::string_view, std::size_t> group_of;
    std::vector<Rows> groups;
    for (std::uint32_t row = 0; row < table_.size(); ++row) {
      const bool joins = table_.kind[row] == model::MonumentKind::national && !table_.number[row].empty();
      if (joins) {
        const auto [at, is_new] = group_of.try_emplace(table_.number[row], groups.size());
        if (!is_new) {
          groups[at->second].push_back(row);
          continue;
        }
      }
      groups.push_back({row});
    }
    for (const Rows& rows : groups) add(rows);
    return std::move(joined_);
  }

 private:
  /// In the order of what they are, not of their sources, so that a tie does not fall by row.
  [[nodiscard]] Rows ordered(Rows rows, bool units_first) const {
    const auto order = [&](std::uint32_t row) {
      const int first = units_first ? (table_.unit_ids[row].empty() ? 1 : 0) : (table_.place[row] ? 0 : 1);
      return std::tuple{first, quality_rank(table_.location_quality[row]), table_.place[row],
                        std::string_view{table_.name[row]}, std::string_view{table_.original_function[row]}};
    };
    std::stable_sort(rows.begin(), rows.end(), [&](auto a, auto b) { return order(a) < order(b); });
    return rows;
  }

  void add(const Rows& rows) {
    differences_ = {};
    const Rows placed = ordered(rows, false);
    const Rows known = ordered(rows, true);
    const std::uint32_t best = placed.front();
    joined_.number.push_back(table_.number[best]);
    joined_.kind.push_back(table_.kind[best]);
    joined_.place.push_back(table_.place[best]);
    joined_.location_quality.push_back(table_.location_quality[best]);
    joined_.main_category.push_back(first({"hoofdcategorie", "main category"}, placed, table_.main_category));
    joined_.sub_category.push_back(first({"subcategorie", "subcategory"}, placed, table_.sub_category));
    joined_.complex_number.push_back(first("complex", placed, table_.complex_number));
    joined_.name.push_back(first({"naam", "name"}, known, table_.name));
    joined_.original_function.push_back(first({"functie", "function"}, known, table_.original_function));
    joined_.address.push_back(first_address(placed));
    joined_.building_ids.append_row(all_ids(placed, table_.building_ids));
    joined_.unit_ids.append_row(all_ids(known, table_.unit_ids));
    joined_.url.push_back(first_text(placed, table_.url));
    compare_places(placed);
    tell_differences(best);
  }

  [[nodiscard]] static std::string first_text(const Rows& rows, const std::vector<std::string>& column) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](auto row) { return !column[row].empty(); });
    return found == rows.end() ? std::string{} : column[*found];
  }

  std::string first(const core::Phrase& what, const Rows& rows, const std::vector<std::string>& column) {
    std::string text = first_text(rows, column);
    for (const std::uint32_t row : rows) {
      if (column[row].empty() || !differ(text, column[row])) continue;
      add_difference(what, text, column[row]);
    }
    return text;
  }

  void add_difference(const core::Phrase& difference) {
    const char* const behind = differences_.empty() ? "" : "; ";
    differences_ = {differences_.dutch() + behind + difference.dutch(), differences_.en + behind + difference.en};
  }

  void add_difference(const core::Phrase& what, const std::string& first, const std::string& other) {
    add_difference({fmt::format("{}: '{}', ook '{}'", what.dutch(), first, other),
                    fmt::format("{}: '{}', also '{}'", what.en, first, other)});
  }

  model::Address first_address(const Rows& rows) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](auto row) { return !table_.address[row].empty(); });
    if (found == rows.end()) return {};
    for (const std::uint32_t row : rows) {
      if (!differ(table_.address[*found], table_.address[row])) continue;
      add_difference({"adres", "address"}, model::one_line(table_.address[*found]),
                     model::one_line(table_.address[row]));
    }
    return table_.address[*found];
  }

  [[nodiscard]] static std::vector<std::string> all_ids(const Rows& rows, const core::Rows<std::string>& column) {
    std::vector<std::string> ids;
    for (const std::uint32_t row : rows) {
      for (const std::string& id : column[row]) add_once(ids, id);
    }
    return ids;
  }

  void compare_places(const Rows& rows) {
    const auto best = table_.place[rows.front()];
    for (const std::uint32_t row : rows) {
      if (!best || !table_.place[row]) continue;
      const double apart_m = geo::distance_m(*best, *table_.place[row]);
      if (apart_m > kPlacesApart_m)
        add_difference(
            {fmt::format("plaats: {:.0f} m uiteen", apart_m), fmt::format("place: {:.0f} m apart", apart_m)});
    }
  }

  void tell_differences(std::uint32_t best) {
    if (differences_.empty()) return;
    std::optional<core::Location> location;
    if (const auto place = table_.place[best]) location = core::Location{place->x_m, place->y_m};
    report_.add({core::Severity::warning, "monuments", table_.number[best], "monument_sources_differ", differences_,
                 "sources say different things of one monument; the first of each is used", location});
  }

  const model::Monuments& table_;
  core::Report& report_;
  model::Monuments joined_;
  core::Phrase differences_;
};

}  // namespace

model::Monuments joined_monuments(const model::Monuments& table, core::Report& report) {
  return Joining{table, report}.result();
}

}  // namespace trek::resolve::detail
