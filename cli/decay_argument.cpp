#include "decay_argument.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <vector>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"

namespace trek::cli {
namespace {

using Values = std::span<const double>;

struct Kind {
  std::string name;
  std::vector<std::string> parameters;
  access::Decay (*make)(Values);
};

const std::array<Kind, 7>& kinds() {
  static const std::array<Kind, 7> list{{
      {"linear", {"limit_min"}, [](Values v) -> access::Decay { return access::Linear{v[0]}; }},
      {"exponential", {"half_life_min"}, [](Values v) -> access::Decay { return access::Exponential{v[0]}; }},
      {"gaussian", {"sigma_min"}, [](Values v) -> access::Decay { return access::Gaussian{v[0]}; }},
      {"truncated_gaussian", {"limit_min"}, [](Values v) -> access::Decay { return access::TruncatedGaussian{v[0]}; }},
      {"power", {"exponent"}, [](Values v) -> access::Decay { return access::Power{v[0]}; }},
      {"logistic",
       {"inflection_min", "deviation_min"},
       [](Values v) -> access::Decay {
         return access::Logistic{v[0], v[1]};
       }},
      {"log_logistic",
       {"median_min", "shape"},
       [](Values v) -> access::Decay {
         return access::LogLogistic{v[0], v[1]};
       }},
  }};
  return list;
}

[[noreturn]] void fail(std::string_view text, const std::string& what) {
  throw core::Error{core::ErrorKind::bad_argument, fmt::format("--decay {}: {}", text, what)};
}

const Kind& find_kind(std::string_view text, const std::string& name) {
  std::vector<std::string> names;
  for (const Kind& kind : kinds()) {
    if (kind.name == name) return kind;
    names.push_back(kind.name);
  }
  fail(text,
       fmt::format("there is no decay '{}'{}; there are: {}", name, core::did_you_mean(name, names), decay_kinds()));
}

void take_parameter(std::string_view text, const Kind& kind, std::string_view setting, std::vector<double>& values) {
  const auto equals = setting.find('=');
  const std::string name{core::trimmed(setting.substr(0, equals))};
  const auto found = std::find(kind.parameters.begin(), kind.parameters.end(), name);
  if (equals == std::string_view::npos || found == kind.parameters.end()) {
    fail(text, fmt::format("'{}' is no setting of {}{}; expected {}=NUMBER", setting, kind.name,
                           core::did_you_mean(name, kind.parameters), fmt::join(kind.parameters, "=NUMBER,")));
  }
  const auto value = core::parsed_number(setting.substr(equals + 1));
  if (!value || !(*value > 0.0)) fail(text, fmt::format("{} should be a number above 0", name));
  values[static_cast<std::size_t>(found - kind.parameters.begin())] = *value;
}

}  // namespace

std::string decay_kinds() {
  std::string text;
  for (const Kind& kind : kinds())
    text += fmt::format("{}{}:{}=", text.empty() ? "" : ", ", kind.name, fmt::join(kind.parameters, "=,"));
  return text;
}

NamedDecay parsed_decay(std::string_view text) {
  const auto colon = text.find(':');
  const Kind& kind = find_kind(text, std::string{core::trimmed(text.substr(0, colon))});
  std::vector<double> values(kind.parameters.size(), std::numeric_limits<double>::quiet_NaN());
  const auto settings = colon == std::string_view::npos ? std::string_view{} : text.substr(colon + 1);
  for (const std::string& setting : core::split(settings, ',')) take_parameter(text, kind, setting, values);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!(values[i] > 0.0)) fail(text, fmt::format("{} needs {}=NUMBER", kind.name, kind.parameters[i]));
  }
  return {kind.name, kind.make(values)};
}

}  // namespace trek::cli
