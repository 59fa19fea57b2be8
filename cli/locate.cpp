#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>

#include "csv_file.hpp"
#include "location_input.hpp"
#include "options.hpp"
#include "printing.hpp"
#include "trek/core/target_file.hpp"
#include "trek/core/text.hpp"
#include "trek/siting/conflict.hpp"
#include "trek/siting/covering_all.hpp"
#include "trek/siting/location.hpp"

namespace trek::cli {
namespace {

using siting::kNoSite;
using siting::Location;

/// What is asked, as one word.
enum class Problem { lscp, mclp, p_median, p_center };
const Choices<Problem> kProblems{
    {"lscp", Problem::lscp}, {"mclp", Problem::mclp}, {"p_median", Problem::p_median}, {"p_center", Problem::p_center}};

bool has_standard(Problem problem) { return problem == Problem::lscp || problem == Problem::mclp; }
/// The objective is a cost, or a sum of weight times cost.
bool is_in_costs(Problem problem) { return !has_standard(problem); }
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
  }
  return "";
}

std::string_view word_of(Problem problem) {
  for (const auto& [word, value] : kProblems) {
    if (value == problem) return word;
  }
  return {};
}

double parsed_cost(std::string_view text) {
  const auto value = core::parsed_number(text);
  if (!value || *value < 0.0) core::refuse_argument("is no cost; expected a number of 0 or more, such as 15 or 12.5");
  return *value;
}

struct LocateArguments {
  Problem problem = Problem::mclp;
  std::size_t p = 0;
  std::filesystem::path costs;
  std::filesystem::path demand;
  std::filesystem::path graph;
  std::optional<double> standard;
  std::optional<double> penalty;
  OutputFile output;
  SharedOptions shared;

  void declare(Arguments& all) {
    all.add(
        "--problem", problem, kProblems,
        {"mclp: most demand within the standard; p_median: least total of weight times cost", "p_median", {}, true});
    all.add("--p", p, {1, 1'000'000}, {"Sites to choose", "5", "that of the graph"});
    all.add("--costs", costs,
            {"CSV with origin, destination, cost: the origin is the demand (where people live), the destination the "
             "site that may be chosen; a pair that is not listed cannot be served",
             "costs.csv", "a graph is given"});
    all.add("--demand", demand,
            {"CSV with id, weight: the demand, by the ids that the origins have; an empty weight is unknown and counts "
             "nowhere",
             "demand.csv", "every origin weighs 1"});
    all.add("--orlib", graph,
            {"Graph of the OR-Library (files pmed), in place of costs: each node is a site and demand of weight 1",
             "pmed1.txt", "costs are given"});
    all.add("--standard", standard, parsed_cost,
            {"Most that serving may cost, in the unit of the costs; at exactly that it is served", "15", "none"});
    all.add("--penalty", penalty, parsed_cost,
            {"p_median: what demand costs that no chosen site can serve, at least the largest cost", "60",
             "all demand is to be served"});
    output.declare(all, "-o,--output",
                   {"CSV to write: each demand row, its site and what that costs", "assigned.csv", "none"});
    shared.add_threads(all).add_progress(all).add_format(all);
  }
};

void check_arguments(const LocateArguments& arguments) {
  if (arguments.costs.empty() == arguments.graph.empty())
    core::refuse_argument("locate: give either --costs or --orlib");
  if (!arguments.graph.empty() && !arguments.demand.empty())
    core::refuse_argument("--demand: the nodes of a graph weigh 1; leave it out with --orlib");
  const Problem problem = arguments.problem;
  if (arguments.p == 0 && arguments.graph.empty() && problem != Problem::lscp)
    core::refuse_argument("--p: say how many sites are to be chosen");
  if (has_standard(problem) && !arguments.standard) {
    core::refuse_argument(
        fmt::format("--standard: {} covers what is within a standard; say which, in the unit of the "
                    "costs",
                    word_of(problem)));
  }
  if (!has_standard(problem) && arguments.standard) {
    core::refuse_argument(
        fmt::format("--standard: {} has none; leave out the pairs that cost more from the costs", word_of(problem)));
  }
  if (problem != Problem::p_median && arguments.penalty) core::refuse_argument("--penalty: belongs to p_median alone");
}

/// The answer with what it was asked of.
struct Answer {
  const LocateArguments& arguments;
  const LocationInput& input;
  std::size_t p = 0;
  Location location;
  std::chrono::duration<double> time{};

  /// Of a sum of whole costs, in the unit of the file; a sum of weights as it is.
  [[nodiscard]] double in_unit(double sum) const { return is_in_costs(arguments.problem) ? sum * input.unit : sum; }
  [[nodiscard]] const std::string& site_key(std::uint32_t site) const { return input.sites.keys()[site]; }
};

std::uint32_t cost_of(const siting::CostTable& costs, std::size_t row, std::uint32_t site) {
  std::uint32_t cost = siting::kNoCost;
  costs.for_each(row, [&](const siting::SiteCost& entry) {
    if (entry.site == site) cost = entry.cost;
  });
  return cost;
}

/// The penalty, in whole costs; without one, all demand is to be served and it is the largest cost.
std::uint32_t penalty_of(const LocateArguments& arguments, const LocationInput& input) {
  if (!arguments.penalty) return input.largest;
  const std::uint32_t penalty = input.whole(*arguments.penalty);
  if (penalty < input.largest) {
    core::refuse_argument(fmt::format("--penalty: {} is below the largest cost, {}; give at least that",
                                      *arguments.penalty, input.largest * input.unit));
  }
  return penalty;
}

/// What is asked, as far as it can be impossible.
siting::DemandedSites demanded(const LocateArguments& arguments, const LocationInput& input,
                               const siting::LocationTask& task) {
  switch (arguments.problem) {
    case Problem::lscp:
      return {task, task.p > 0 ? siting::CountRule::at_most : siting::CountRule::any, input.whole(*arguments.standard)};
    case Problem::p_center:
      return {task, siting::CountRule::exactly, siting::kNoCost - 1};
    default:
      return {task};
  }
}

/// Throws what the solver threw, with the names of the files.
[[noreturn]] void refuse_impossible(const core::Error& error, const siting::DemandedSites& question,
                                    const LocationInput& input, const core::Control& control) {
  const auto conflict = siting::find_conflict(question, control);
  if (!conflict) throw error;
  const auto name_in = [](const KeyList& list) {
    return [&list](std::uint32_t row) { return fmt::format("'{}'", list.keys()[row]); };
  };
  const siting::DemandNames names{name_in(input.sites), name_in(input.demand), name_in(input.sites), input.unit};
  throw core::Error{core::ErrorKind::limit,
                    fmt::format("locate: {}; drop or loosen one", words_of(*conflict, question, names))};
}

Location solved_task(const LocateArguments& arguments, const LocationInput& input, const siting::LocationTask& task,
                     const core::Control& control) {
  switch (arguments.problem) {
    case Problem::lscp:
      return set_covering(task, input.whole(*arguments.standard), control);
    case Problem::mclp:
      return max_covering(task, input.whole(*arguments.standard), {}, control);
    case Problem::p_median:
      return p_median(task, penalty_of(arguments, input), {}, control);
    case Problem::p_center:
      return p_center(task, control);
  }
  return {};
}

Location solved(const LocateArguments& arguments, const LocationInput& input, std::size_t p,
                const core::Control& control) {
  const siting::LocationTask task{input.costs, input.weight, p};
  try {
    return solved_task(arguments, input, task, control);
  } catch (const core::Error& error) {
    if (error.kind() != core::ErrorKind::limit) throw;
    refuse_impossible(error, demanded(arguments, input, task), input, control);
  }
}

/// A chosen site, and whom it serves.
struct ServedBy {
  std::uint32_t site = kNoSite;
  double gain = 0.0;
  std::int64_t row_count = 0;
  double weight = 0.0;
  double weighted_cost = 0.0;
};

/// In the order of their gain.
std::vector<ServedBy> served_by(const Answer& answer) {
  std::vector<ServedBy> served(answer.input.sites.size());
  const auto& assigned = answer.location.assigned;
  for (std::size_t row = 0; row < assigned.size(); ++row) {
    const double weight = answer.input.weight[row];
    if (assigned[row] == kNoSite || std::isnan(weight)) continue;
    ServedBy& site = served[assigned[row]];
    ++site.row_count;
    site.weight += weight;
    site.weighted_cost += weight * cost_of(answer.input.costs, row, assigned[row]);
  }
  std::vector<ServedBy> result;
  for (std::size_t i = 0; i < answer.location.by_gain.size(); ++i) {
    const std::uint32_t site = answer.location.by_gain[i];
    result.push_back(served[site]);
    result.back().site = site;
    result.back().gain =
        answer.location.gain[i] * (answer.arguments.problem == Problem::p_median ? answer.input.unit : 1.0);
  }
  return result;
}

std::optional<double> mean_cost(const ServedBy& site, const Answer& answer) {
  if (!(site.weight > 0.0)) return std::nullopt;
  return site.weighted_cost / site.weight * answer.input.unit;
}

ResultTable table_of(const Answer& answer) {
  using Number = ResultTable::Number;
  ResultTable table{{"order", "site", "gain", {"demand_count", "demand rows"}, "weight", "mean_cost"}};
  std::int64_t order = 0;
  for (const ServedBy& site : served_by(answer)) {
    std::vector<ResultTable::Cell> row{++order, answer.site_key(site.site), Number{site.gain, 1}, site.row_count,
                                       Number{site.weight, 1}};
    const auto mean = mean_cost(site, answer);
    row.push_back(mean ? ResultTable::Cell{Number{*mean, 2}} : ResultTable::Cell{});
    table.add(std::move(row));
  }
  return table;
}

/// Nodes of a graph are numbers, as its file has them.
nlohmann::ordered_json key_of(const Answer& answer, std::uint32_t site) {
  if (answer.arguments.graph.empty()) return answer.site_key(site);
  return site + 1;
}

nlohmann::ordered_json json_of(const Answer& answer) {
  const Location& location = answer.location;
  nlohmann::ordered_json json;
  json["problem"] = word_of(answer.arguments.problem);
  json["p"] = answer.p;
  json["objective"] = answer.in_unit(location.objective);
  json["bound"] = answer.in_unit(location.bound);
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
                     answer.in_unit(answer.location.bound), 100.0 * answer.location.gap_share);
}

void print_answer(const Answer& answer) {
  const Location& location = answer.location;
  if (answer.arguments.shared.format == Format::json) return print_json(json_of(answer));
  if (answer.arguments.shared.format == Format::csv) return table_of(answer).print(Format::csv);
  print_line("{}: {} of {} sites for {} demand rows", word_of(answer.arguments.problem), location.chosen.size(),
             answer.input.sites.size(), answer.input.demand.size());
  print_line("objective {:.12g} ({}); {}", answer.in_unit(location.objective), objective_of(answer.arguments.problem),
             proof_of(answer));
  print_line("served {:.2f} % of the weight of {:.12g}", 100.0 * location.served_share, location.weight);
  print_line();
  table_of(answer).print(Format::table);
}

void write_assigned(const Answer& answer, CsvFile& out) {
  for (const char* name : {"origin", "destination", "cost", "weight"}) out.add_verbatim(name);
  out.end_row();
  const auto& assigned = answer.location.assigned;
  for (std::size_t row = 0; row < assigned.size(); ++row) {
    out.add(answer.input.demand.keys()[row]);
    if (assigned[row] != kNoSite) {
      out.add(answer.site_key(assigned[row]));
      out.add(cost_of(answer.input.costs, row, assigned[row]) * answer.input.unit);
    } else {
      out.add_empty();
      out.add_empty();
    }
    std::isnan(answer.input.weight[row]) ? out.add_empty() : out.add(answer.input.weight[row]);
    out.end_row();
  }
}

/// What was not used, and what is known of the costs.
void tell_input(Console& console, const LocationInput& input) {
  if (input.unknown_weight_count > 0)
    console.say(fmt::format("{} demand rows have no weight: unknown, they count nowhere", input.unknown_weight_count));
  if (input.left_out_count > 0) console.say(fmt::format("{} demand rows weigh 0", input.left_out_count));
  if (input.unserved_count > 0)
    console.say(fmt::format("{} demand rows have no site that can serve them", input.unserved_count));
  if (input.rounded) console.say(fmt::format("costs are rounded to {}, so that sums of them are exact", input.unit));
}

ExitCode locate(const LocateArguments& arguments) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  check_arguments(arguments);
  Session session{arguments.shared};
  std::optional<CsvFile> out;  // before any work: an output that is there is refused at once
  if (!arguments.output.path.empty()) {
    const std::vector<std::filesystem::path> inputs{arguments.costs, arguments.demand, arguments.graph};
    core::check_target(arguments.output.path, arguments.output.overwrite, inputs);
    out.emplace(arguments.output.path, arguments.output.overwrite);
  }
  std::size_t p = 0;
  const LocationInput input = arguments.graph.empty() ? read_location_input(arguments.costs, arguments.demand)
                                                      : location_input_of_graph(arguments.graph, p);
  if (arguments.p > 0 || arguments.problem == Problem::lscp) p = arguments.p;
  tell_input(session.console(), input);
  Answer answer{arguments, input, p, solved(arguments, input, p, session.control())};
  answer.time = Clock::now() - start;
  print_answer(answer);
  if (out) {
    write_assigned(answer, *out);
    out->finish();
    session.console().say(fmt::format("Written: {} ({} demand rows)", arguments.output.path, out->row_count() - 1));
  }
  return kDone;
}

}  // namespace

Verb locate_verb() {
  return verb("locate", "Where the next places go: the best sites together, with proof, without any map",
              {"trek locate --problem p_median --p 5 --costs times.csv --demand people.csv",
               "trek locate --problem mclp --p 5 --standard 900 --costs times.csv --demand people.csv -o assigned.csv",
               "trek locate --problem p_median --orlib pmed1.txt --format json"},
              locate);
}

}  // namespace trek::cli
