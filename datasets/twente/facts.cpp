#include "twente/facts.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "trek/core/error.hpp"
#include "trek/datasets/embedded_text.hpp"

namespace trek::datasets {
namespace {

using Cells = std::vector<std::string_view>;

/// Cells of one line; empty cells stay (core::split leaves them out).
Cells cells(std::string_view line, char separator) {
  Cells result;
  for (std::size_t begin = 0;;) {
    const auto end = line.find(separator, begin);
    result.push_back(line.substr(begin, end - begin));
    if (end == std::string_view::npos) return result;
    begin = end + 1;
  }
}

/// The lines after the header, as cells.
std::vector<Cells> table(std::string_view text, char separator, std::size_t column_count) {
  std::vector<Cells> rows;
  for (const auto line : cells(text, '\n')) {
    if (line.empty()) continue;
    rows.push_back(cells(line, separator));
    if (rows.back().size() != column_count) {
      throw core::Error{core::ErrorKind::internal,
                        "embedded facts: wrong number of columns in '" + std::string{line} + "'"};
    }
  }
  rows.erase(rows.begin());
  return rows;
}

template <class Number>
Number number(std::string_view cell) {
  Number value{};
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc{} || end != cell.data() + cell.size()) {
    throw core::Error{core::ErrorKind::internal, "embedded facts: '" + std::string{cell} + "' is not a number"};
  }
  return value;
}

std::size_t row_of(const std::vector<MunicipalityFact>& municipalities, std::string_view code) {
  const auto found = std::ranges::find(municipalities, code, &MunicipalityFact::code);
  if (found == municipalities.end()) {
    throw core::Error{core::ErrorKind::internal, "embedded facts: no municipality " + std::string{code}};
  }
  return static_cast<std::size_t>(found - municipalities.begin());
}

std::vector<MunicipalityFact> municipality_facts() {
  std::vector<MunicipalityFact> facts;
  for (const auto& row : table(municipalities_csv, ',', 5)) {
    facts.push_back(
        {std::string{row[0]}, std::string{row[1]}, number<std::int64_t>(row[3]), number<double>(row[4]) * 1e6});
  }
  return facts;
}

std::vector<SettlementFact> settlement_facts(const std::vector<MunicipalityFact>& municipalities) {
  std::vector<SettlementFact> facts;
  for (const auto& row : table(settlements_csv, ',', 7)) {
    facts.push_back({std::string{row[0]}, row_of(municipalities, row[2]), number<std::int64_t>(row[3]),
                     geo::Point{number<double>(row[4]), number<double>(row[5])}, number<double>(row[6]) * 1e6});
  }
  return facts;
}

std::vector<NamedSiteFact> named_site_facts() {
  std::vector<NamedSiteFact> facts;
  for (const auto& row : table(named_sites_csv, ';', 11)) {
    facts.push_back({std::string{row[0]}, std::string{row[1]}, std::string{row[2]}, std::string{row[3]},
                     std::string{row[4]}, geo::Point{number<double>(row[7]), number<double>(row[8])},
                     number<double>(row[9]), std::string{row[10]}});
  }
  return facts;
}

}  // namespace

Facts read_facts() {
  Facts facts;
  facts.municipalities = municipality_facts();
  facts.settlements = settlement_facts(facts.municipalities);
  facts.named_sites = named_site_facts();
  return facts;
}

}  // namespace trek::datasets
