#include "site_input.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <set>

#include "csv_table.hpp"
#include "trek/core/text.hpp"
#include "trek/core/yes_or_no.hpp"

namespace trek::cli {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

std::uint32_t whole_number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size() || value > 1'000'000)
    core::refuse_argument("is no minimum; expected a number for each group, such as 1, or 'Borne=2,Hengelo=1'");
  return value;
}

void read_row(const CsvTable& table, std::size_t row, std::uint32_t site, SiteInput& input) {
  const auto is_yes = [&](std::string_view name) {
    const auto column = table.find_column({name});
    if (!column || table.cell(row, *column).empty()) return false;
    const auto answer = core::find_yes_or_no(table.cell(row, *column));
    if (!answer) table.refuse(row, fmt::format("{} is '{}', expected yes or no", name, table.cell(row, *column)));
    return *answer;
  };
  const auto number_of = [&](std::string_view name, bool any_sign) {
    const auto column = table.find_column({name});
    if (!column) return kUnknown;
    return (any_sign ? table.number(row, *column) : table.amount(row, *column)).value_or(kUnknown);
  };
  if (is_yes("forced")) input.forced.push_back(site);
  if (is_yes("forbidden")) input.forbidden.push_back(site);
  const auto group = table.find_column({"group", "municipality"});
  if (group && !table.cell(row, *group).empty()) input.group[site] = input.groups.add(table.cell(row, *group));
  input.cost[site] = number_of("cost", false);
  if (!input.capacity.empty()) input.capacity[site] = number_of("capacity", false);
  input.x[site] = number_of("x", true);
  input.y[site] = number_of("y", true);
}

void grow(SiteInput& input, std::size_t site_count) {
  input.group.resize(site_count, siting::kNoGroup);
  for (auto* column : {&input.x, &input.y, &input.cost}) column->resize(site_count, kUnknown);
}

void read_rows(const std::filesystem::path& file, SiteInput& input, const KeyList& sites) {
  const CsvTable table{file};
  const std::size_t id = table.column({"id", "destination"});
  if (table.find_column({"capacity"})) input.capacity.resize(sites.size(), kUnknown);
  std::set<std::uint32_t> known;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    const auto site = sites.find(table.key(row, id));
    if (!site) table.refuse(row, fmt::format("id '{}' is no node of the graph; leave it out", table.cell(row, id)));
    if (!known.insert(*site).second)
      table.refuse(row, fmt::format("id '{}' is there twice; give each once", table.cell(row, id)));
    read_row(table, row, *site, input);
  }
}

void check_known(const std::vector<double>& column, const KeyList& sites, std::string_view what,
                 std::string_view needed_for) {
  for (std::size_t site = 0; site < column.size(); ++site) {
    if (!std::isnan(column[site])) continue;
    throw core::Error{
        core::ErrorKind::data,
        fmt::format("--sites: site '{}' has no {}, which {} needs of every site; fill it in, or forbid and "
                    "leave out the site",
                    sites.keys()[site], what, needed_for)};
  }
}

void set_minima(const std::vector<NamedMinimum>& minima, SiteInput& input) {
  std::vector<std::uint32_t> least(input.groups.size(), 0);
  for (const NamedMinimum& minimum : minima) {
    if (minimum.group.empty()) {
      for (std::uint32_t& count : least) count = std::max(count, minimum.count);
      continue;
    }
    const auto group = input.groups.find(minimum.group);
    if (!group) {
      core::refuse_argument(fmt::format("--per-group: no site is of group '{}'{}", minimum.group,
                                        core::did_you_mean(minimum.group, input.groups.keys())));
    }
    least[*group] = minimum.count;
  }
  for (std::uint32_t group = 0; group < least.size(); ++group) {
    if (least[group] > 0) input.minimum.push_back({group, least[group]});
  }
  if (!minima.empty() && least.empty())
    core::refuse_argument("--per-group: no site has a group; give them a column 'group' in --sites");
}

}  // namespace

std::vector<NamedMinimum> parsed_minima(std::string_view text) {
  std::vector<NamedMinimum> minima;
  for (const std::string& part : core::split(text, ',')) {
    const auto mark = part.rfind('=');
    if (mark == std::string::npos)
      minima.push_back({{}, whole_number(part)});
    else
      minima.push_back({std::string{core::trimmed(std::string_view{part}.substr(0, mark))},
                        whole_number(core::trimmed(std::string_view{part}.substr(mark + 1)))});
  }
  if (minima.empty()) static_cast<void>(whole_number({}));
  return minima;
}

siting::SiteRules SiteInput::rules() const {
  siting::SiteRules rules;
  rules.forbidden = forbidden;
  rules.group = group;
  rules.group_minimum = minimum;
  if (spacing > 0.0) {
    rules.x = x;
    rules.y = y;
    rules.spacing = spacing;
  }
  if (!std::isinf(budget)) {
    rules.cost = cost;
    rules.budget = budget;
  }
  return rules;
}

SiteInput read_site_input(const std::filesystem::path& file, double spacing, double budget,
                          const std::vector<NamedMinimum>& minima, const KeyList& sites) {
  SiteInput input;
  input.spacing = spacing;
  input.budget = budget;
  grow(input, sites.size());
  if (!file.empty()) read_rows(file, input, sites);
  if (spacing > 0.0) {
    check_known(input.x, sites, "x", "--spacing");
    check_known(input.y, sites, "y", "--spacing");
  }
  if (!std::isinf(budget)) check_known(input.cost, sites, "cost", "--budget");
  check_known(input.capacity, sites, "capacity", "a column of capacities");
  set_minima(minima, input);
  return input;
}

}  // namespace trek::cli
