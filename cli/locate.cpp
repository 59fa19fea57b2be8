#include <fmt/format.h>

#include <chrono>
#include <limits>
#include <optional>

#include "csv_file.hpp"
#include "location_answer.hpp"
#include "location_input.hpp"
#include "options.hpp"
#include "site_input.hpp"
#include "spread_peaks_answer.hpp"
#include "trek/core/target_file.hpp"
#include "trek/core/text.hpp"
#include "trek/siting/capacitated.hpp"
#include "trek/siting/conflict.hpp"
#include "trek/siting/covering_all.hpp"
#include "trek/siting/location.hpp"

namespace trek::cli {
namespace {

constexpr double kEven = 0.5;             // balance of spread and peaks
constexpr std::size_t kMostChoices = 12;  // of the front
constexpr double kNoLimit = std::numeric_limits<double>::infinity();

double parsed_amount(std::string_view text) {
  const auto value = core::parsed_number(text);
  if (!value || *value < 0.0) core::refuse_argument("expected a number of 0 or more, such as 15 or 12.5");
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
  std::filesystem::path sites;
  std::vector<NamedMinimum> minima;
  std::optional<double> spacing;
  std::optional<double> budget;
  std::size_t peak_count = 0;
  std::filesystem::path peak_costs;
  std::optional<double> peak_standard;
  std::optional<double> peak_spacing;
  std::optional<double> balance;
  OutputFile output;
  SharedOptions shared;

  void declare(Arguments& all) {
    all.add(
        "--problem", problem, problems(),
        {"lscp: fewest sites with all demand within the standard; mclp: most demand within it; p_median: least total "
         "of weight times cost; p_center: least largest cost; spread_peaks: places near most people, and among them "
         "peaks that most can come to",
         "p_median",
         {},
         true});
    all.add("--p", p, {1, 1'000'000},
            {"Sites to choose; for lscp, at most so many; for spread_peaks, besides the peaks", "5",
             "that of the graph; for lscp, any number"});
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
    all.add("--standard", standard, parsed_amount,
            {"Most that serving may cost, in the unit of the costs; at exactly that it is served", "15", "none"});
    all.add("--penalty", penalty, parsed_amount,
            {"p_median: what demand costs that no chosen site can serve, at least the largest cost", "60",
             "all demand is to be served"});
    all.add(
        "--sites", sites,
        {"CSV with id and any of forced, forbidden (yes or no), group (a municipality), cost, x, y, capacity: what is "
         "known of the sites, by the ids that the destinations have; with capacities, mclp counts whom they hold",
         "sites.csv", "any site may be chosen"});
    all.add("--per-group", minima, parsed_minima,
            {"At least so many chosen sites of each group, or of those that are named", "Borne=1,Hengelo=2", "none"});
    all.add("--spacing", spacing, parsed_amount,
            {"Least distance between chosen sites, in the unit of their x and y", "2000", "any"});
    all.add("--budget", budget, parsed_amount,
            {"Most that chosen sites may cost together, in the unit of their cost", "1500000", "any"});
    all.add("--peaks", peak_count, {1, 1'000'000}, {"spread_peaks: peaks to choose", "3", "needed there alone"});
    all.add("--peak-standard", peak_standard, parsed_amount,
            {"spread_peaks: most that coming to a peak may cost", "30", "needed there alone"});
    all.add("--peak-costs", peak_costs,
            {"spread_peaks: CSV as --costs, of coming to a peak (by car, say)", "car.csv", "--costs"});
    all.add("--peak-spacing", peak_spacing, parsed_amount,
            {"spread_peaks: least distance between peaks, in the unit of x and y", "10000", "any"});
    all.add("--balance", balance, parsed_amount,
            {"spread_peaks: how much the places near people weigh, from 0 to 1, against the peaks", "0.5", "0.5"});
    output.declare(all, "-o,--output",
                   {"CSV to write: each demand row, its site and what that costs", "assigned.csv", "none"});
    shared.add_threads(all).add_progress(all).add_format(all);
  }
};

void check_peak_arguments(const LocateArguments& arguments) {
  const bool any = arguments.peak_count > 0 || arguments.peak_standard || arguments.peak_spacing || arguments.balance ||
                   !arguments.peak_costs.empty();
  if (arguments.problem != Problem::spread_peaks) {
    if (any) core::refuse_argument("--peaks and what begins with --peak, and --balance: belong to spread_peaks alone");
    return;
  }
  if (arguments.peak_count == 0 || !arguments.peak_standard)
    core::refuse_argument("spread_peaks: give --peaks, how many there are, and --peak-standard, how far they reach");
  if (arguments.balance.value_or(0.0) > 1.0) core::refuse_argument("--balance: expected a number from 0 to 1");
  if (!arguments.output.path.empty())
    core::refuse_argument("-o: spread_peaks has several choices; print them with --format csv or json");
}

void check_arguments(const LocateArguments& arguments) {
  check_peak_arguments(arguments);
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

/// The penalty, in whole costs.
std::uint32_t penalty_of(double penalty, const LocationInput& input) {
  const std::uint32_t whole = input.whole(penalty);
  if (whole < input.largest) {
    core::refuse_argument(fmt::format("--penalty: {} is below the largest cost, {}; give at least that", penalty,
                                      input.in_unit(input.largest)));
  }
  return whole;
}

/// What is asked, as far as it can be impossible.
siting::DemandedSites demanded(const LocateArguments& arguments, const LocationInput& input,
                               const siting::LocationTask& task) {
  switch (arguments.problem) {
    case Problem::lscp:
      return {task, task.p > 0 ? siting::CountRule::at_most : siting::CountRule::any, input.whole(*arguments.standard)};
    case Problem::mclp:
    case Problem::spread_peaks:
      return {task};
    case Problem::p_median:
      if (arguments.penalty) return {task};
      [[fallthrough]];
    case Problem::p_center:
      return {task, siting::CountRule::exactly, siting::kNoCost - 1};
  }
  return {task};
}

/// Throws what the solver threw, with the names of the files.
[[noreturn]] void refuse_impossible(const core::Error& error, const siting::DemandedSites& question,
                                    const LocationInput& input, const SiteInput& sites, const core::Control& control) {
  const auto conflict = siting::find_conflict(question, control);
  if (!conflict) throw error;
  const auto name_in = [](const KeyList& list) {
    return [&list](std::uint32_t row) { return fmt::format("'{}'", list.keys()[row]); };
  };
  const siting::DemandNames names{name_in(input.sites), name_in(input.demand), name_in(sites.groups), input.parts};
  throw core::Error{core::ErrorKind::limit,
                    fmt::format("locate: {}; drop or loosen one", words_of(*conflict, question, names).en)};
}

siting::CapacitatedLocation solved_task(const LocateArguments& arguments, const LocationInput& input,
                                        const siting::LocationTask& task, const SiteInput& sites,
                                        const core::Control& control) {
  switch (arguments.problem) {
    case Problem::lscp:
      return {set_covering(task, input.whole(*arguments.standard), control), {}, {}};
    case Problem::mclp: {
      const std::uint32_t standard = input.whole(*arguments.standard);
      if (!sites.capacity.empty()) return capacitated_covering(task, standard, sites.capacity, {}, control);
      return {max_covering(task, standard, {}, control), {}, {}};
    }
    case Problem::p_median:
      if (arguments.penalty) return {p_median(task, penalty_of(*arguments.penalty, input), {}, control), {}, {}};
      return {p_median_of_all(task, {}, control), {}, {}};
    case Problem::p_center:
      return {p_center(task, control), {}, {}};
    case Problem::spread_peaks:
      break;  // has an answer of its own
  }
  return {};
}

siting::CapacitatedLocation solved(const LocateArguments& arguments, const LocationInput& input, const SiteInput& sites,
                                   std::size_t p, const core::Control& control) {
  siting::LocationTask task{input.costs, input.weight, p, sites.forced};
  task.rules = sites.rules();
  try {
    return solved_task(arguments, input, task, sites, control);
  } catch (const core::Error& error) {
    if (error.kind() != core::ErrorKind::limit) throw;
    refuse_impossible(error, demanded(arguments, input, task), input, sites, control);
  }
}

/// What was not used, and what is known of the costs.
void tell_input(Console& console, const LocationInput& input) {
  if (input.unknown_weight_count > 0)
    console.say(fmt::format("{} demand rows have no weight: unknown, they count nowhere", input.unknown_weight_count));
  if (input.left_out_count > 0) console.say(fmt::format("{} demand rows weigh 0", input.left_out_count));
  if (input.unserved_count > 0)
    console.say(fmt::format("{} demand rows have no site that can serve them", input.unserved_count));
  if (input.rounded)
    console.say(fmt::format("costs are rounded to {}, so that sums of them are exact", input.in_unit(1.0)));
}

/// Less of each search than for one choice: a front is several.
siting::LocationOptions front_options() {
  siting::LocationOptions options;
  options.start_count = 2;
  options.shake_work = 300'000;
  options.iteration_limit = 600;
  options.gap_share = 0.002;
  return options;
}

/// Costs of coming to a peak, over the same sites.
LocationInput peak_input(const LocateArguments& arguments, const LocationInput& input) {
  LocationInput far = read_location_input(arguments.peak_costs, arguments.demand, {}, input.sites);
  if (far.sites.size() > input.sites.size()) {
    throw core::Error{core::ErrorKind::data,
                      fmt::format("{}: destination '{}' is no site of --costs or --sites; list it in --sites",
                                  arguments.peak_costs.string(), far.sites.keys()[input.sites.size()])};
  }
  return far;
}

SpreadPeaksAnswer spread_peaks_answer(const LocateArguments& arguments, const LocationInput& input,
                                      const SiteInput& sites, std::size_t p, const core::Control& control) {
  std::optional<LocationInput> far;
  if (!arguments.peak_costs.empty()) far = peak_input(arguments, input);
  const LocationInput& of_peaks = far ? *far : input;
  siting::SpreadPeaksTask task{{input.costs, input.weight, input.whole(*arguments.standard)},
                               {of_peaks.costs, of_peaks.weight, of_peaks.whole(*arguments.peak_standard)},
                               p,
                               arguments.peak_count,
                               sites.forced};
  task.rules = sites.rules();
  task.peak_spacing = arguments.peak_spacing.value_or(0.0);
  task.rules.x = sites.x;
  task.rules.y = sites.y;
  try {
    return {input, spread_peaks(task, arguments.balance.value_or(kEven), {}, control),
            spread_peaks_front(task, kMostChoices, front_options(), control)};
  } catch (const core::Error& error) {
    if (error.kind() != core::ErrorKind::limit) throw;
    siting::LocationTask both{input.costs, input.weight, p + arguments.peak_count, sites.forced};
    both.rules = sites.rules();
    const core::Error of_peaks_alone{
        core::ErrorKind::limit,
        fmt::format(
            "locate: no {} peaks among {} sites are found that keep to all rules; ask for fewer, or for a smaller "
            "--peak-spacing",
            arguments.peak_count, both.p)};
    refuse_impossible(of_peaks_alone, demanded(arguments, input, both), input, sites, control);
  }
}

ExitCode locate(const LocateArguments& arguments) {
  const auto start = std::chrono::steady_clock::now();
  check_arguments(arguments);
  Session session{arguments.shared};
  const auto& [path, overwrite] = arguments.output;
  std::optional<CsvFile> out;  // before any work: an output that is there is refused at once
  if (!path.empty()) {
    const std::vector<std::filesystem::path> inputs{arguments.costs, arguments.demand, arguments.graph,
                                                    arguments.sites};
    core::check_target(path, overwrite, inputs);
    out.emplace(path, overwrite);
  }
  std::size_t p = 0;
  const bool is_graph = !arguments.graph.empty();
  const LocationInput input = is_graph ? location_input_of_graph(arguments.graph, p)
                                       : read_location_input(arguments.costs, arguments.demand, arguments.sites);
  if (arguments.p > 0 || arguments.problem == Problem::lscp) p = arguments.p;
  const double spacing = std::max(arguments.spacing.value_or(0.0), arguments.peak_spacing.value_or(0.0));
  SiteInput sites =
      read_site_input(arguments.sites, spacing, arguments.budget.value_or(kNoLimit), arguments.minima, input.sites);
  sites.spacing = arguments.spacing.value_or(0.0);
  tell_input(session.console(), input);
  if (!sites.capacity.empty() && arguments.problem != Problem::mclp)
    session.console().say("capacities are not used: they count in mclp alone");
  if (arguments.problem == Problem::spread_peaks) {
    SpreadPeaksAnswer answer = spread_peaks_answer(arguments, input, sites, p, session.control());
    answer.time = std::chrono::steady_clock::now() - start;
    print_answer(answer, arguments.shared.format);
    return kDone;
  }
  siting::CapacitatedLocation found = solved(arguments, input, sites, p, session.control());
  LocationAnswer answer{arguments.problem, is_graph, input, p, std::move(found.location), std::move(found.parts)};
  answer.time = std::chrono::steady_clock::now() - start;
  print_answer(answer, arguments.shared.format);
  if (out) {
    write_assigned(answer, *out);
    out->finish();
    session.console().say(fmt::format("Written: {} ({} demand rows)", path, out->row_count() - 1));
  }
  return kDone;
}

}  // namespace

Verb locate_verb() {
  return verb(
      "locate", "Where the next places go: the best sites together, with proof, without any map",
      {"trek locate --problem p_median --p 5 --costs times.csv --demand people.csv",
       "trek locate --problem mclp --p 5 --standard 900 --costs times.csv --demand people.csv -o assigned.csv",
       "trek locate --problem mclp --p 14 --standard 900 --costs times.csv --sites sites.csv --per-group 1 --spacing "
       "2000",
       "trek locate --problem spread_peaks --p 14 --standard 900 --peaks 3 --peak-costs car.csv --peak-standard 1800 "
       "--costs times.csv --demand people.csv",
       "trek locate --problem p_median --orlib pmed1.txt --format json"},
      locate);
}

}  // namespace trek::cli
