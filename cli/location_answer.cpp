#include "location_answer.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "printing.hpp"

namespace trek::cli {
namespace {

using siting::kNoSite;
using siting::Location;
using Answer = LocationAnswer;

constexpr double kLeastLeft = 1e-9;  // share of a row: what is less is rounding

const char* objective_of(Problem problem) {
  switch (problem) {
    case Problem::lscp:
      return "sites";
    case Problem::mclp:
      return "weight within the standard";
    case Problem::p_median:
      return "weight x cost";
    case Problem::p_center:
      return "the largest cost";
    case Problem::spread_peaks:
      return "balanced share";
  }
  return "";
}

/// Of a sum of whole costs, in the unit of the file; a sum of weights, or of sites, as it is.
double in_unit(const Answer& answer, double sum) {
  return has_standard(answer.problem) ? sum : answer.input.in_unit(sum);
}
const std::string& site_key(const Answer& answer, std::uint32_t site) { return answer.input.sites.keys()[site]; }

std::uint32_t cost_of(const siting::CostTable& costs, std::size_t row, std::uint32_t site) {
  std::uint32_t cost = siting::kNoCost;
  costs.for_each(row, [&](const siting::SiteCost& entry) {
    if (entry.site == site) cost = entry.cost;
  });
  return cost;
}

/// A chosen site, and whom it serves.
struct ServedBy {
  std::uint32_t site = kNoSite;
  double gain = 0.0;
  std::int64_t row_count = 0;
  double weight = 0.0;
  double weighted_cost = 0.0;
};

/// Each row with the site that serves it, or each part of one.
std::vector<siting::ServedPart> all_parts(const Answer& answer) {
  if (!answer.parts.empty()) return answer.parts;
  std::vector<siting::ServedPart> parts;
  for (std::uint32_t row = 0; row < answer.location.assigned.size(); ++row) {
    const double weight = answer.input.weight[row];
    const std::uint32_t site = answer.location.assigned[row];
    if (site != kNoSite && !std::isnan(weight)) parts.push_back({row, site, weight});
  }
  return parts;
}

/// In the order of their gain.
std::vector<ServedBy> served_by(const Answer& answer) {
  std::vector<ServedBy> served(answer.input.sites.size());
  for (const siting::ServedPart& part : all_parts(answer)) {
    ServedBy& site = served[part.site];
    ++site.row_count;
    site.weight += part.weight;
    site.weighted_cost += part.weight * cost_of(answer.input.costs, part.row, part.site);
  }
  std::vector<ServedBy> result;
  for (std::size_t i = 0; i < answer.location.by_gain.size(); ++i) {
    const std::uint32_t site = answer.location.by_gain[i];
    const double gain = answer.location.gain[i];
    result.push_back(served[site]);
    result.back().site = site;
    result.back().gain = answer.problem == Problem::p_median ? answer.input.in_unit(gain) : gain;
  }
  return result;
}

std::optional<double> mean_cost(const ServedBy& site, const Answer& answer) {
  if (!(site.weight > 0.0)) return std::nullopt;
  return answer.input.in_unit(site.weighted_cost / site.weight);
}

ResultTable table_of(const Answer& answer) {
  using Number = ResultTable::Number;
  ResultTable table{{"order", "site", "gain", {"demand_count", "demand rows"}, "weight", "mean_cost"}};
  std::int64_t order = 0;
  for (const ServedBy& site : served_by(answer)) {
    std::vector<ResultTable::Cell> row{++order, site_key(answer, site.site), Number{site.gain, 1}, site.row_count,
                                       Number{site.weight, 1}};
    const auto mean = mean_cost(site, answer);
    row.push_back(mean ? ResultTable::Cell{Number{*mean, 2}} : ResultTable::Cell{});
    table.add(std::move(row));
  }
  return table;
}

/// Nodes of a graph are numbers, as its file has them.
nlohmann::ordered_json key_of(const Answer& answer, std::uint32_t site) {
  if (!answer.is_graph) return site_key(answer, site);
  return site + 1;
}

nlohmann::ordered_json json_of(const Answer& answer) {
  const Location& location = answer.location;
  nlohmann::ordered_json json;
  json["problem"] = word_of(answer.problem);
  json["p"] = answer.p;
  json["objective"] = in_unit(answer, location.objective);
  json["bound"] = in_unit(answer, location.bound);
  json["gap"] = location.gap_share;
  json["optimal"] = location.optimal;
  json["served_share"] = location.served_share;
  json["chosen"] = nlohmann::ordered_json::array();
  for (const std::uint32_t site : location.chosen) json["chosen"].push_back(key_of(answer, site));
  json["sites"] = nlohmann::ordered_json::array();
  for (const ServedBy& site : served_by(answer)) {
    const auto mean = mean_cost(site, answer);
    json["sites"].push_back({{"site", key_of(answer, site.site)},
                             {"gain", site.gain},
                             {"demand_count", site.row_count},
                             {"weight", site.weight},
                             {"mean_cost", mean ? nlohmann::ordered_json(*mean) : nlohmann::ordered_json()}});
  }
  json["site_count"] = answer.input.sites.size();
  json["demand_count"] = answer.input.demand.size();
  json["weight"] = location.weight;
  json["iterations"] = location.iterations;
  json["node_count"] = location.node_count;
  json["seconds"] = answer.time.count();
  return json;
}

std::string proof_of(const Answer& answer) {
  if (answer.location.optimal) return "proven: no choice is better";
  return fmt::format("not proven: no choice is better than {:.12g}, a gap of {:.3g} %",
                     in_unit(answer, answer.location.bound), 100.0 * answer.location.gap_share);
}

}  // namespace

const Choices<Problem>& problems() {
  static const Choices<Problem> kProblems{{"lscp", Problem::lscp},
                                          {"mclp", Problem::mclp},
                                          {"p_median", Problem::p_median},
                                          {"p_center", Problem::p_center},
                                          {"spread_peaks", Problem::spread_peaks}};
  return kProblems;
}

std::string_view word_of(Problem problem) {
  for (const auto& [word, value] : problems()) {
    if (value == problem) return word;
  }
  return {};
}

void print_answer(const Answer& answer, Format format) {
  const Location& location = answer.location;
  if (format == Format::json) return print_json(json_of(answer));
  if (format == Format::csv) return table_of(answer).print(Format::csv);
  print_line("{}: {} of {} sites for {} demand rows", word_of(answer.problem), location.chosen.size(),
             answer.input.sites.size(), answer.input.demand.size());
  print_line("objective {:.12g} ({}); {}", in_unit(answer, location.objective), objective_of(answer.problem),
             proof_of(answer));
  print_line("served {:.2f} % of the weight of {:.12g}", 100.0 * location.served_share, location.weight);
  print_line();
  table_of(answer).print(Format::table);
}

void write_assigned(const Answer& answer, CsvFile& out) {
  for (const char* name : {"origin", "destination", "cost", "weight"}) out.add_verbatim(name);
  out.end_row();
  const auto add = [&](std::uint32_t row, std::uint32_t site, double weight) {
    out.add(answer.input.demand.keys()[row]);
    if (site != kNoSite) {
      out.add(site_key(answer, site));
      out.add(answer.input.in_unit(cost_of(answer.input.costs, row, site)));
    } else {
      out.add_empty();
      out.add_empty();
    }
    std::isnan(weight) ? out.add_empty() : out.add(weight);
    out.end_row();
  };
  auto part = answer.parts.begin();
  for (std::uint32_t row = 0; row < answer.location.assigned.size(); ++row) {
    double left = answer.input.weight[row];
    const bool any = part != answer.parts.end() && part->row == row;
    for (; part != answer.parts.end() && part->row == row; ++part) {
      add(row, part->site, part->weight);
      left -= part->weight;
    }
    if (!any) add(row, answer.parts.empty() ? answer.location.assigned[row] : kNoSite, left);
    if (any && left > kLeastLeft * answer.input.weight[row]) add(row, kNoSite, left);
  }
}

}  // namespace trek::cli
