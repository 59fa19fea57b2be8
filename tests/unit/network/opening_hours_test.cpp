#include "trek/network/opening_hours.hpp"

#include <fmt/format.h>

#include <array>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace {

using namespace trek;
using network::Verdict;

network::Moment at(std::string_view text) {
  const auto moment = network::find_moment(text);
  REQUIRE(moment);
  return *moment;
}

Verdict open(std::string_view hours, std::string_view moment = "tuesday 14:00") {
  return network::open_at(hours, at(moment)).verdict;
}

/// The kinds that were not judged, with commas between.
std::string unjudged(std::string_view hours, std::string_view moment = "tuesday 14:00") {
  std::string result;
  for (const auto kind : network::open_at(hours, at(moment)).not_judged) result += std::string{kind} + ",";
  return result;
}

TEST_CASE("find_moment: days in two languages, times of day, nothing else", "[network][unit]") {
  CHECK(at("tuesday 14:00") == network::Moment{});
  CHECK(at("dinsdag 14:00") == network::Moment{});
  CHECK(at(" Tu  14:00 ") == network::Moment{});
  CHECK(at("di 14:00") == network::Moment{});
  CHECK(at("Zondag 0:05") == network::Moment{6, 5});
  CHECK(at("MONDAY 23:59") == network::Moment{0, 1439});
  for (const char* wrong : {"", "tuesday", "14:00", "tuesday 24:00", "tuesday 14:60", "tuesday 1400", "someday 14:00",
                            "tuesday 14:0", "tuesday 14:00 h"}) {
    CAPTURE(wrong);
    CHECK_FALSE(network::find_moment(wrong));
  }
  CHECK(network::text_of(at("woensdag 9:05")) == "wednesday 09:05");
}

TEST_CASE("open_at: days and times", "[network][unit]") {
  CHECK(open("24/7") == Verdict::yes);
  CHECK(open("07:00-22:00") == Verdict::yes);
  CHECK(open("7:00-14:00") == Verdict::no);  // the end is no longer open
  CHECK(open("14:00-15:00") == Verdict::yes);
  CHECK(open("Mo-Fr 07:00-22:00") == Verdict::yes);
  CHECK(open("Mo-Fr 07:00-22:00", "sunday 14:00") == Verdict::no);
  CHECK(open("mo-fr 07:00-22:00") == Verdict::yes);
  CHECK(open("Mo-Fr: 07:00-22:00") == Verdict::yes);
  CHECK(open("Sa,Su 10:00-18:00") == Verdict::no);
  CHECK(open("Mo, Tu 10:00-18:00") == Verdict::yes);
  CHECK(open("Fr-Mo 10:00-18:00") == Verdict::no);  // round the end of the week
  CHECK(open("Sa-Tu 10:00-18:00") == Verdict::yes);
  CHECK(open("Mo-Fr") == Verdict::yes);
  CHECK(open("Mo-Fr 08:00-12:00,13:00-17:00") == Verdict::yes);
  CHECK(open("Mo-Fr 08:00-12:00,13:00-17:00", "tuesday 12:30") == Verdict::no);
  CHECK(open("Mo-Fr 08:00-12:00, Sa 13:00-17:00") == Verdict::no);
  CHECK(open("Mo-Fr 08:00-12:00, Sa 13:00-17:00", "saturday 14:00") == Verdict::yes);
  CHECK(open("Mo-Fr 08:00-17:00 open") == Verdict::yes);
  CHECK(open("Mo-Fr 08:00-17:00 \"ring the bell\"") == Verdict::yes);
}

TEST_CASE("open_at: over midnight", "[network][unit]") {
  CHECK(open("18:00-11:00") == Verdict::no);
  CHECK(open("18:00-11:00", "tuesday 10:59") == Verdict::yes);
  CHECK(open("18:00-11:00", "tuesday 18:00") == Verdict::yes);
  CHECK(open("Fr 22:00-26:00", "saturday 01:30") == Verdict::yes);
  CHECK(open("Fr 22:00-02:00", "saturday 01:30") == Verdict::yes);
  CHECK(open("Fr 22:00-02:00", "friday 01:30") == Verdict::no);
  CHECK(open("Su 22:00-02:00", "monday 01:30") == Verdict::yes);
  CHECK(open("00:00-24:00") == Verdict::yes);
}

TEST_CASE("open_at: several rules", "[network][unit]") {
  CHECK(open("Mo-Fr 08:00-18:00; Tu 10:00-12:00") == Verdict::no);  // the later rule takes the day
  CHECK(open("Mo-Fr 08:00-18:00; Sa 10:00-12:00") == Verdict::yes);
  CHECK(open("Mo-Su 08:00-18:00; Tu off") == Verdict::no);
  CHECK(open("Mo-Su 08:00-18:00; Tu closed") == Verdict::no);
  CHECK(open("Mo-Su 08:00-18:00; We off") == Verdict::yes);
  CHECK(open("Mo-Fr 08:00-18:00; 12:00-15:00 off") == Verdict::no);
  CHECK(open("Mo-Fr 08:00-12:00 || 13:00-15:00") == Verdict::yes);
  CHECK(open("off") == Verdict::no);
  CHECK(open("closed") == Verdict::no);
}

TEST_CASE("open_at: an ordinary week has no holidays, and says that it has none", "[network][unit]") {
  CHECK(open("Mo-Fr 07:00-19:00; PH off") == Verdict::yes);
  CHECK(unjudged("Mo-Fr 07:00-19:00; PH off") == "holiday,");
  CHECK(open("PH,Tu 07:00-19:00") == Verdict::yes);
  CHECK(open("Mo-Fr,PH 07:00-19:00", "saturday 14:00") == Verdict::no);
  CHECK(open("SH Mo-Fr 07:00-19:00") == Verdict::no);
  CHECK(open("Mo-Su 07:00-19:00; Dec 25 off") == Verdict::yes);
  CHECK(unjudged("Mo-Su 07:00-19:00; Dec 25,Jan 01 off") == "holiday,");
  CHECK(unjudged("Mo-Fr 07:00-19:00").empty());
}

TEST_CASE("open_at: what has no answer in an ordinary week is not judged, unless it does not matter",
          "[network][unit]") {
  CHECK(open("Apr-Sep: 07:00-22:00") == Verdict::unknown);
  CHECK(unjudged("Apr-Sep: 07:00-22:00") == "season,");
  CHECK(open("Apr-Sep 07:00-22:00", "tuesday 23:00") == Verdict::no);
  CHECK(open("Apr 1-Sep 30 Mo-Fr 07:00-22:00") == Verdict::unknown);
  CHECK(open("Apr 1-Sep 30 Sa 07:00-22:00") == Verdict::no);
  CHECK(open("week 1-20 Tu 07:00-22:00") == Verdict::unknown);
  CHECK(open("2024 Mo-Fr 07:00-22:00") == Verdict::unknown);
  CHECK(open("Tu[1] 07:00-22:00") == Verdict::unknown);
  CHECK(open("07:00-22:00; Apr-Sep 06:00-23:00") == Verdict::yes);  // open either way
  CHECK(unjudged("07:00-22:00; Apr-Sep 06:00-23:00").empty());
  CHECK(unjudged("sunrise-sunset") == "sun,");
  CHECK(unjudged("08:00-sunset") == "sun,");
  CHECK(unjudged("(sunrise-01:00)-22:00") == "sun,");
  CHECK(open("08:00+") == Verdict::unknown);
  CHECK(open("18:00+") == Verdict::no);
  for (const char* odd : {"", "by appointment", "whenever", "Mo-Fr 25", "10-18", "ma-vr 8 tot 17"}) {
    CAPTURE(odd);
    CHECK(open(odd) == Verdict::unknown);
    CHECK(unjudged(odd) == "unreadable,");
  }
}

struct Given {
  std::string value;  // "-": no clause holds
  std::string not_judged;
  friend bool operator==(const Given&, const Given&) = default;
};

Given given(std::string_view text, std::string_view moment = "tuesday 14:00") {
  const auto result = network::conditional_value(text, at(moment));
  Given all{std::string{result.value.value_or("-")}, ""};
  for (const auto kind : result.not_judged) all.not_judged += std::string{kind} + ",";
  return all;
}

TEST_CASE("conditional_value: the last clause that holds", "[network][unit]") {
  CHECK(given("yes @ (18:00-11:00)") == Given{"-", ""});
  CHECK(given("yes @ (18:00-11:00)", "tuesday 20:00") == Given{"yes", ""});
  CHECK(given("yes @ 07:00-22:00") == Given{"yes", ""});
  CHECK(given("no @ (Mo-Fr 07:00-18:00); destination @ (Tu 12:00-15:00)") == Given{"destination", ""});
  CHECK(given("destination @ (Tu 12:00-15:00); no @ (Sa 07:00-18:00)") == Given{"destination", ""});
  CHECK(given("no @ (Mo-Fr 07:00-09:00; Tu 13:00-15:00)") == Given{"no", ""});  // ";" within the brackets
  CHECK(given("30 @ (Mo-Fr 07:00-19:00);50 @ (22:00-06:00)") == Given{"30", ""});
  CHECK(given("no") == Given{"no", ""});
}

TEST_CASE("conditional_value: all conditions of a clause must hold", "[network][unit]") {
  CHECK(given("no @ (Mo-Fr AND 07:00-18:00)") == Given{"no", ""});
  CHECK(given("no @ (Mo-Fr AND 07:00-12:00)") == Given{"-", ""});
  CHECK(given("no @ (Mo-Fr) AND (07:00-18:00)") == Given{"no", ""});
  CHECK(given("no @ (Mo-Fr 07:00-18:00") == Given{"no", ""});  // nobody closed the bracket
  CHECK(given("no @ (weight>7.5)") == Given{"-", "vehicle,"});
  CHECK(given("no @ (weight > 3.5 AND 07:00-18:00)") == Given{"-", "vehicle,"});
  CHECK(given("no @ (weight>3.5 and 18:00-20:00)") == Given{"-", ""});  // no, however heavy
  CHECK(given("60 @ wet") == Given{"-", "weather,"});
  CHECK(given("yes @ (residents)") == Given{"-", "user,"});
  CHECK(given("no @ (sunset-sunrise)") == Given{"-", "sun,"});
  CHECK(given("no @ (Oct-Mar)") == Given{"-", "season,"});
  CHECK(given("no @ winter") == Given{"-", "season,"});
  CHECK(given("no @ (PH)") == Given{"-", "holiday,"});
  CHECK(given("no @ (whenever)") == Given{"-", "unreadable,"});
  CHECK(given("no @ (12:00-15:00); yes @ wet") == Given{"no", "weather,"});
}

TEST_CASE("open_at: equals a minute by minute list of random rules", "[network][property]") {
  const auto seed = GENERATE(range(0U, 200U));
  std::mt19937 random{seed};
  const auto below = [&](int n) { return std::uniform_int_distribution<int>{0, n - 1}(random); };
  constexpr std::array<std::string_view, 7> kDays{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
  std::vector<bool> is_open(7 * 1440 + 2880, false);  // a later rule adds, and spills into the day after
  std::string hours;
  const int rule_count = 1 + below(3);
  for (int rule = 0; rule < rule_count; ++rule) {
    const int first = below(7);
    const int last = below(7);
    const int start = below(1440);
    const int length = 1 + below(1439);
    const auto clock = [](int minute) { return fmt::format("{:02}:{:02}", minute / 60 % 24, minute % 60); };
    hours += fmt::format("{}{}-{} {}-{}", rule > 0 ? ", " : "", kDays.at(static_cast<std::size_t>(first)),
                         kDays.at(static_cast<std::size_t>(last)), clock(start), clock(start + length));
    for (int day = first;; day = (day + 1) % 7) {
      for (int minute = start; minute < start + length; ++minute)
        is_open[static_cast<std::size_t>((day * 1440 + minute) % (7 * 1440))] = true;
      if (day == last) break;
    }
  }
  CAPTURE(seed, hours);
  for (int probe = 0; probe < 200; ++probe) {
    const int minute = below(7 * 1440);
    const network::Moment moment{static_cast<std::uint8_t>(minute / 1440), static_cast<std::uint16_t>(minute % 1440)};
    CAPTURE(network::text_of(moment));
    REQUIRE((network::open_at(hours, moment).verdict == Verdict::yes) == is_open[static_cast<std::size_t>(minute)]);
  }
}

TEST_CASE("open_at and conditional_value: any text has an end, and an answer", "[network][property]") {
  const auto seed = GENERATE(range(0U, 100U));
  CAPTURE(seed);
  std::mt19937 random{seed};
  constexpr std::array<std::string_view, 32> kPieces{
      "Mo",   "Su",     "-",  ",",     ";",     ":",      "07:00", "26:30", " ",      "(",       ")",
      "@",    "no",     "PH", "off",   "||",    "24/7",   "+",     "[1",    "]",      "Jan",     "week 3",
      "2024", "sunset", "\"", " AND ", "> 7.5", "weight", "|",     "7",     "easter", "\xc3\xa9"};
  for (int trial = 0; trial < 200; ++trial) {
    std::string text;
    for (auto size = random() % 12; size > 0; --size) text += kPieces.at(random() % kPieces.size());
    CAPTURE(text);
    const auto judgement = network::open_at(text, {});
    if (judgement.verdict == Verdict::unknown) CHECK_FALSE(judgement.not_judged.empty());
    static_cast<void>(network::conditional_value(text, {}));
  }
}

}  // namespace
