#include "spread_peaks_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "location_answer.hpp"
#include "printing.hpp"

namespace trek::cli {
namespace {

using siting::SpreadPeaks;
using KeyTexts = std::vector<std::string>;

KeyTexts keys_of(const LocationInput& input, const std::vector<std::uint32_t>& sites) {
  KeyTexts keys;
  for (const std::uint32_t site : sites) keys.push_back(input.sites.keys()[site]);
  return keys;
}

double gap_of(const SpreadPeaks& choice) {
  return choice.bound > 0.0 ? std::max(0.0, choice.bound - choice.objective) / choice.bound : 0.0;
}

ResultTable front_table(const SpreadPeaksAnswer& answer) {
  using Number = ResultTable::Number;
  ResultTable table{{"spread_share", "peak_share", "balance", "gap", "peaks", {"locals", "local places"}}};
  for (const SpreadPeaks& choice : answer.front) {
    table.add({Number{choice.spread_share, 4}, Number{choice.peak_share, 4}, Number{choice.balance, 3},
               Number{gap_of(choice), 5}, fmt::format("{}", fmt::join(keys_of(answer.input, choice.peaks), " ")),
               fmt::format("{}", fmt::join(keys_of(answer.input, choice.locals), " "))});
  }
  return table;
}

nlohmann::ordered_json json_of(const LocationInput& input, const SpreadPeaks& choice) {
  nlohmann::ordered_json json;
  std::vector<std::uint32_t> chosen = choice.locals;
  chosen.insert(chosen.end(), choice.peaks.begin(), choice.peaks.end());
  std::ranges::sort(chosen);
  json["objective"] = choice.objective;
  json["bound"] = choice.bound;
  json["gap"] = gap_of(choice);
  json["optimal"] = choice.optimal;
  json["balance"] = choice.balance;
  json["spread_share"] = choice.spread_share;
  json["peak_share"] = choice.peak_share;
  json["chosen"] = keys_of(input, chosen);
  json["peaks"] = keys_of(input, choice.peaks);
  json["locals"] = keys_of(input, choice.locals);
  return json;
}

void print_json_answer(const SpreadPeaksAnswer& answer) {
  nlohmann::ordered_json json;
  json["problem"] = word_of(Problem::spread_peaks);
  json["p"] = answer.choice.locals.size() + answer.choice.peaks.size();
  json.update(json_of(answer.input, answer.choice));
  json["served_share"] = answer.choice.spread_share;
  json["front"] = nlohmann::ordered_json::array();
  for (const SpreadPeaks& choice : answer.front) json["front"].push_back(json_of(answer.input, choice));
  json["seconds"] = answer.time.count();
  print_json(json);
}

}  // namespace

void print_answer(const SpreadPeaksAnswer& answer, Format format) {
  if (format == Format::json) return print_json_answer(answer);
  if (format == Format::csv) return front_table(answer).print(Format::csv);
  const SpreadPeaks& choice = answer.choice;
  print_line("{} local places and {} peaks, at a balance of {}", choice.locals.size(), choice.peaks.size(),
             choice.balance);
  print_line("{:.2f} % of the weight is near a place, {:.2f} % within reach of a peak; {}", 100.0 * choice.spread_share,
             100.0 * choice.peak_share,
             choice.optimal ? std::string{"proven: no choice is better"}
                            : fmt::format("not proven: a gap of {:.3g} %", 100.0 * gap_of(choice)));
  print_line("peaks: {}", fmt::join(keys_of(answer.input, choice.peaks), ", "));
  print_line("local places: {}", fmt::join(keys_of(answer.input, choice.locals), ", "));
  print_line();
  print_line("Best at other balances:");
  front_table(answer).print(Format::table);
}

}  // namespace trek::cli
