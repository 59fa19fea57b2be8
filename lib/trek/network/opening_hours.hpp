#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string_view>

#include "trek/network/moment.hpp"

/// The usual forms of OSM's opening_hours and *:conditional, judged at a moment of an ordinary week.
namespace trek::network {

enum class Verdict : std::uint8_t { no, yes, unknown };

/// What a text says at a moment, and what in it could not be judged: "holiday" (PH, SH and
/// single dates: the moment is none, so that the rest counts), "season" (months, dates, weeks), "sun", "weather",
/// "vehicle" (weight, length, axles), "user" (permits, residents, occupants), "unreadable". The words are literals.
struct Judgement {
  Verdict verdict = Verdict::unknown;
  std::set<std::string_view> not_judged;
};

/// Whether something with these opening_hours is open: days (Mo-Fr, Sa,Su), times (several, over midnight), 24/7, off
/// and closed, rules after ";" (a later one takes the place of the day), "," (adds) and "||" (where nothing else does).
/// Source: OSM wiki, Key:opening_hours/specification.
[[nodiscard]] Judgement open_at(std::string_view hours, const Moment& moment);

/// The value that a tag *:conditional gives: of its clauses "value @ (condition AND condition)" the last that holds.
/// A clause that cannot be judged is passed over.
struct ConditionalValue {
  std::optional<std::string_view> value;  // empty: no clause holds; refers to the text that was given
  std::set<std::string_view> not_judged;
};
/// Source: OSM wiki, Conditional restrictions.
[[nodiscard]] ConditionalValue conditional_value(std::string_view text, const Moment& moment);

}  // namespace trek::network
