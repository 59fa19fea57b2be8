#include "trek/network/opening_hours.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <cctype>
#include <string>
#include <utility>
#include <vector>

#include "trek/core/text.hpp"

namespace trek::network {
namespace {

bool is_season_word(std::string_view folded) {
  constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
  const std::size_t found = folded.size() >= 3 ? kMonths.find(folded.substr(0, 3)) : std::string_view::npos;
  if (found != std::string_view::npos && found % 3 == 0) return true;
  return core::is_one_of(folded, {"week", "easter", "day", "days", "winter", "summer"});
}

bool is_sun_word(std::string_view folded) {
  return core::is_one_of(folded, {"sunrise", "sunset", "dawn", "dusk", "daylight", "dark"});
}

// ---- One rule: days, times, open or off

/// How a rule stands to those before it.
enum class Joint { takes_the_day, adds, fallback };

struct TimeRange {
  int start_min = 0;
  int end_min = 0;  // above start_min; beyond 1440 on the next day
  bool open_end = false;
};

constexpr int kDay_min = 24 * 60;

struct Rule {
  Joint joint = Joint::takes_the_day;
  bool every_day = true;  // no days are named
  std::bitset<7> days;
  std::vector<TimeRange> times;  // empty: the whole day
  bool is_off = false;
  std::string_view unknown;  // why it cannot be judged; empty: it can
};

/// Walks through a text, a token at a time.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_{text} {}

  [[nodiscard]] bool at_end() {
    skip_space();
    return rest_.empty();
  }
  [[nodiscard]] std::string_view rest() {
    skip_space();
    return rest_;
  }
  bool take(std::string_view text) {
    skip_space();
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  /// The word that comes next, folded, without taking it.
  [[nodiscard]] std::string word() {
    skip_space();
    std::size_t size = 0;
    while (size < rest_.size() && core::is_letter(rest_[size])) ++size;
    return core::folded(rest_.substr(0, size));
  }
  void take_word() {
    skip_space();
    while (!rest_.empty() && core::is_letter(rest_.front())) rest_.remove_prefix(1);
  }
  void take_number() {
    while (!rest_.empty() && core::is_digit(rest_.front())) rest_.remove_prefix(1);
  }
  void take_char() { rest_.remove_prefix(1); }
  /// Everything up to and with the mark, or to the end.
  void take_past(char mark) {
    const std::size_t found = rest_.find(mark);
    rest_.remove_prefix(found == std::string_view::npos ? rest_.size() : found + 1);
  }
  void take_to(char mark) { rest_.remove_prefix(std::min(rest_.find(mark), rest_.size())); }
  /// "7:00", "07:00", "26:30" in minutes; empty, and nothing taken, for anything else.
  std::optional<int> take_time() {
    skip_space();
    const std::size_t colon = rest_.substr(0, 3).find(':');
    if (colon == std::string_view::npos || colon == 0 || rest_.size() < colon + 3) return std::nullopt;
    for (const std::size_t i : {std::size_t{0}, colon - 1, colon + 1, colon + 2}) {
      if (!core::is_digit(rest_[i])) return std::nullopt;
    }
    int hours = 0;
    for (std::size_t i = 0; i < colon; ++i) hours = hours * 10 + (rest_[i] - '0');
    const int minutes = (rest_[colon + 1] - '0') * 10 + (rest_[colon + 2] - '0');
    if (hours > 48 || minutes > 59) return std::nullopt;
    rest_.remove_prefix(colon + 3);
    return hours * 60 + minutes;
  }
  [[nodiscard]] bool is_at_time() {
    Cursor ahead{rest_};
    return ahead.take_time().has_value();
  }

 private:
  void skip_space() {
    while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_.front())) != 0) rest_.remove_prefix(1);
  }
  std::string_view rest_;
};

class RuleReader {
 public:
  explicit RuleReader(std::string_view text) : text_{text} {}

  /// The rules in their order; `holiday` tells whether one speaks of PH or SH.
  [[nodiscard]] std::vector<Rule> rules() {
    std::vector<Rule> result;
    Joint joint = Joint::takes_the_day;
    while (!text_.at_end()) {
      if (text_.take(";")) {
        joint = Joint::takes_the_day;
      } else if (text_.take("||")) {
        joint = Joint::fallback;
      } else if (text_.take(",")) {
        joint = Joint::adds;
      } else {
        result.push_back(rule(joint));
      }
    }
    return result;
  }
  [[nodiscard]] bool holiday() const noexcept { return holiday_; }

 private:
  [[nodiscard]] bool at_rule_end() {
    return text_.at_end() || text_.rest().starts_with(";") || text_.rest().starts_with("||") ||
           text_.rest().starts_with(",");
  }

  Rule rule(Joint joint) {
    Rule rule;
    rule.joint = joint;
    take_season(rule);
    take_days(rule);
    text_.take(":");
    if (!text_.take("24/7")) take_times(rule);
    take_modifier(rule);
    if (at_rule_end()) return rule;
    rule = Rule{};
    rule.joint = joint;
    rule.unknown = "unreadable";
    text_.take_to(';');
    return rule;
  }

  /// Months, years and weeks: the moment has none. Single dates ("Dec 25") are exceptions, as holidays are.
  void take_season(Rule& rule) {
    const auto is_year = [&] {
      return text_.rest().size() >= 4 && core::is_digit(text_.rest()[2]) && core::is_digit(text_.rest()[3]);
    };
    if (!is_season_word(text_.word()) && !is_year()) return;
    bool single_dates = !is_year();
    char before = ' ';
    while (!text_.at_end() && !text_.is_at_time()) {
      const char c = text_.rest().front();
      if (core::is_letter(c)) {
        const std::string word = text_.word();
        if (!is_season_word(word)) break;
        text_.take_word();
        const bool has_number = !text_.at_end() && core::is_digit(text_.rest().front());
        const bool is_date = core::is_one_of(word, {"easter", "day", "days"}) || (word != "week" && has_number);
        single_dates = single_dates && is_date && before != '-';
      } else if (core::is_digit(c)) {
        text_.take_number();
      } else if (std::string_view{"-,/+:."}.find(c) != std::string_view::npos) {
        text_.take_char();
      } else {
        break;
      }
      before = c;
    }
    rule.unknown = single_dates ? "" : "season";
    if (!single_dates) return;
    rule.every_day = false;
    holiday_ = true;
  }

  void take_days(Rule& rule) {
    while (true) {
      const std::string word = text_.word();
      if (word == "ph" || word == "sh") {
        holiday_ = true;
        rule.every_day = false;
        text_.take_word();
        if (find_weekday(text_.word())) return skip_days_of_holidays();  // "SH Mo-Fr": those of the holidays only
      } else if (const auto first = find_weekday(word)) {
        rule.every_day = false;
        text_.take_word();
        add_days(rule, *first);
      } else {
        return;
      }
      Cursor ahead = text_;
      if (!ahead.take(",")) return;
      const std::string next = ahead.word();
      if (next != "ph" && next != "sh" && !find_weekday(next)) return;
      text_ = ahead;
    }
  }

  void skip_days_of_holidays() {
    Rule ignored;
    take_days(ignored);
  }

  void add_days(Rule& rule, std::uint8_t first) {
    std::uint8_t last = first;
    if (text_.take("-")) {
      last = find_weekday(text_.word()).value_or(first);
      text_.take_word();
    }
    for (std::uint8_t day = first;; day = static_cast<std::uint8_t>((day + 1) % 7)) {
      rule.days.set(day);
      if (day == last) break;
    }
    if (!text_.take("[")) return;
    rule.unknown = "season";  // the first Monday of a month
    text_.take_past(']');
  }

  void take_times(Rule& rule) {
    while (take_time_range(rule)) {
      Cursor ahead = text_;
      if (!ahead.take(",")) return;
      if (!ahead.is_at_time() && !ahead.rest().starts_with("(") && !is_sun_word(ahead.word())) return;
      text_ = ahead;
    }
  }

  bool take_time_range(Rule& rule) {
    const auto start = take_moment(rule);
    if (!start) return false;
    const bool is_range = text_.take("-");
    int end_min = *start;
    if (is_range) end_min = take_moment(rule).value_or(*start);
    const bool open_end = text_.take("+");
    if (is_range && end_min <= *start) end_min += kDay_min;
    rule.times.push_back({*start, end_min, open_end || !is_range});
    return true;
  }

  /// A time of day; sunset and the like make the rule unknown.
  std::optional<int> take_moment(Rule& rule) {
    if (const auto time = text_.take_time()) return time;
    const bool in_brackets = text_.rest().starts_with("(");
    if (!in_brackets && !is_sun_word(text_.word())) return std::nullopt;
    rule.unknown = "sun";
    in_brackets ? text_.take_past(')') : text_.take_word();
    return 0;
  }

  void take_modifier(Rule& rule) {
    while (!at_rule_end()) {
      const std::string word = text_.word();
      if (word == "off" || word == "closed") {
        rule.is_off = true;
      } else if (word == "unknown") {
        rule.unknown = "unreadable";
      } else if (text_.take("\"")) {
        text_.take_past('"');
        continue;
      } else if (word != "open") {
        return;
      }
      text_.take_word();
    }
  }

  Cursor text_;
  bool holiday_ = false;
};

// ---- Rules at a moment

bool names(const Rule& rule, unsigned weekday) { return rule.every_day || rule.days.test(weekday % 7); }

/// Whether the rule's times hold; an open end is unknown for the rest of its day.
Verdict holds(const Rule& rule, const Moment& moment) {
  const bool today = names(rule, moment.weekday);
  const bool yesterday = names(rule, moment.weekday + 6U);
  if (rule.times.empty() || rule.unknown == "sun") return today ? Verdict::yes : Verdict::no;
  Verdict verdict = Verdict::no;
  const auto look = [&](int minute) {
    for (const TimeRange& range : rule.times) {
      if (minute >= range.start_min && minute < range.end_min) verdict = Verdict::yes;
      if (range.open_end && minute >= range.end_min && minute < kDay_min && verdict == Verdict::no)
        verdict = Verdict::unknown;
    }
  };
  if (today) look(moment.minute);
  if (yesterday) look(moment.minute + kDay_min);
  return verdict;
}

/// What the rule makes of the state before it.
Verdict applied(Verdict state, const Rule& rule, const Moment& moment) {
  const Verdict held = holds(rule, moment);
  if (rule.joint == Joint::fallback && state != Verdict::no) return state;
  if (held == Verdict::yes) return rule.is_off ? Verdict::no : Verdict::yes;
  if (held == Verdict::unknown) return state == Verdict::yes && !rule.is_off ? state : Verdict::unknown;
  const bool takes_the_day = rule.joint == Joint::takes_the_day && !rule.is_off && names(rule, moment.weekday);
  return takes_the_day ? Verdict::no : state;
}

// ---- Conditions

/// Parts between separators that stand outside brackets, trimmed.
std::vector<std::string_view> clauses(std::string_view text) {
  std::vector<std::string_view> result;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '(') ++depth;
    if (i < text.size() && text[i] == ')') --depth;
    if (i < text.size() && (text[i] != ';' || depth > 0)) continue;
    if (const auto part = core::trimmed(text.substr(begin, i - begin)); !part.empty()) result.push_back(part);
    begin = i + 1;
  }
  return result;
}

/// "(a)" is a; "(a) AND (b)" stays.
std::string_view without_brackets(std::string_view condition) {
  if (!condition.starts_with('(')) return condition;
  int depth = 0;
  for (std::size_t i = 0; i < condition.size(); ++i) {
    if (condition[i] == '(') ++depth;
    if (condition[i] == ')' && --depth == 0)
      return i + 1 == condition.size() ? core::trimmed(condition.substr(1, i - 1)) : condition;
  }
  return core::trimmed(condition.substr(1));  // nobody closed it
}

/// "weight>7.5 AND Mo-Fr" into its two.
std::vector<std::string_view> conditions(std::string_view text) {
  std::vector<std::string_view> result;
  const auto is_and = [&](std::size_t i) {
    return text[i] == ' ' && text[i + 4] == ' ' && core::folded(text.substr(i, 5)) == "and";
  };
  while (true) {
    std::size_t found = 0;
    while (found + 5 <= text.size() && !is_and(found)) ++found;
    if (found + 5 > text.size()) break;
    result.push_back(without_brackets(core::trimmed(text.substr(0, found))));
    text.remove_prefix(found + 5);
  }
  result.push_back(without_brackets(core::trimmed(text)));
  return result;
}

/// What a condition speaks of besides time; empty where it is a time.
std::string_view find_other_subject(std::string_view condition) {
  const std::size_t size = condition.find_first_of("<>= ");
  const std::string word = core::folded(condition.substr(0, size));
  if (core::is_one_of(word,
                      {"weight", "maxweight", "length", "maxlength", "width", "height", "maxheight", "axleload",
                       "maxaxleload", "axles", "wheels", "weightrating", "maxweightrating", "trailer", "trailers"}))
    return "vehicle";
  if (core::is_one_of(word,
                      {"wet", "snow", "ice", "rain", "fog", "flood", "flooded", "low water", "high water", "tide"}))
    return "weather";
  if (core::is_one_of(word, {"occupants",    "seats",      "stay",        "maxstay",   "hazmat",    "hov",
                             "emission",     "fuel",       "electric",    "disabled",  "residents", "resident",
                             "delivery",     "permit",     "destination", "customers", "emergency", "private",
                             "agricultural", "forestry",   "doctor",      "charging",  "students",  "employees",
                             "members",      "deliveries", "bus",         "psv",       "taxi"}))
    return "user";
  return {};
}

Judgement judged_condition(std::string_view condition, const Moment& moment) {
  if (const auto subject = find_other_subject(condition); !subject.empty()) return {Verdict::unknown, {subject}};
  return open_at(condition, moment);
}

/// All of them: no as soon as one is no, whatever the others are.
Judgement judged_conditions(std::string_view text, const Moment& moment) {
  Judgement all{Verdict::yes, {}};
  for (const std::string_view condition : conditions(text)) {
    Judgement one = judged_condition(condition, moment);
    if (one.verdict == Verdict::no) return one;
    all.not_judged.merge(one.not_judged);
    if (one.verdict == Verdict::unknown) all.verdict = Verdict::unknown;
  }
  return all;
}

}  // namespace

Judgement open_at(std::string_view hours, const Moment& moment) {
  RuleReader reader{hours};
  const std::vector<Rule> rules = reader.rules();
  Judgement result{rules.empty() ? Verdict::unknown : Verdict::no, {}};
  if (rules.empty()) result.not_judged.insert("unreadable");
  for (const Rule& rule : rules) {
    const Verdict next = applied(result.verdict, rule, moment);
    const bool settles = rule.unknown.empty() || next == result.verdict;
    result.verdict = settles ? next : Verdict::unknown;
    if (!settles) result.not_judged.insert(rule.unknown);
    if (result.verdict == Verdict::unknown && result.not_judged.empty()) result.not_judged.insert("unreadable");
  }
  if (result.verdict != Verdict::unknown) result.not_judged.clear();
  if (reader.holiday()) result.not_judged.insert("holiday");
  return result;
}

ConditionalValue conditional_value(std::string_view text, const Moment& moment) {
  ConditionalValue result;
  for (const std::string_view clause : clauses(text)) {
    const std::size_t at = clause.find('@');
    const std::string_view value = core::trimmed(clause.substr(0, at));
    Judgement held{Verdict::yes, {}};
    if (at != std::string_view::npos)
      held = judged_conditions(without_brackets(core::trimmed(clause.substr(at + 1))), moment);
    result.not_judged.merge(held.not_judged);
    if (held.verdict == Verdict::yes && !value.empty()) result.value = value;
  }
  return result;
}

}  // namespace trek::network
