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

struct DecayKind {
  std::string name;
  std::vector<std::string> parameters;
  access::Decay (*make)(Values);
};

template <class Decay>
access::Decay of_one(Values v) {
  return Decay{v[0]};
}

template <class Decay>
access::Decay of_two(Values v) {
  return Decay{v[0], v[1]};
}

const std::array<DecayKind, 7>& kinds() {
  static const std::array<DecayKind, 7> list{{
      {"linear", {"limit_min"}, of_one<access::Linear>},
      {"exponential", {"half_life_min"}, of_one<access::Exponential>},
      {"gaussian", {"sigma_min"}, of_one<access::Gaussian>},
      {"truncated_gaussian", {"limit_min"}, of_one<access::TruncatedGaussian>},
      {"power", {"exponent"}, of_one<access::Power>},
      {"logistic", {"inflection_min", "deviation_min"}, of_two<access::Logistic>},
      {"log_logistic", {"median_min", "shape"}, of_two<access::LogLogistic>},
  }};
  return list;
}

const DecayKind& find_kind(std::string_view name) {
  std::vector<std::string> names;
  for (const DecayKind& kind : kinds()) {
    if (kind.name == name) return kind;
    names.push_back(kind.name);
  }
  core::refuse_argument(
      fmt::format("there is no decay '{}'{}; there are: {}", name, core::did_you_mean(name, names), decay_kinds()));
}

void take_parameter(const DecayKind& kind, std::string_view setting, std::vector<double>& values) {
  const auto equals = setting.find('=');
  const std::string name{core::trimmed(setting.substr(0, equals))};
  const auto found = std::find(kind.parameters.begin(), kind.parameters.end(), name);
  if (equals == std::string_view::npos || found == kind.parameters.end()) {
    core::refuse_argument(fmt::format("'{}' is no setting of {}{}; expected {}=NUMBER", setting, kind.name,
                                      core::did_you_mean(name, kind.parameters),
                                      fmt::join(kind.parameters, "=NUMBER,")));
  }
  const auto value = core::parsed_number(setting.substr(equals + 1));
  if (!value || !(*value > 0.0)) core::refuse_argument(fmt::format("{} should be a number above 0", name));
  values[static_cast<std::size_t>(found - kind.parameters.begin())] = *value;
}

}  // namespace

std::string decay_kinds() {
  std::string text;
  for (const DecayKind& kind : kinds())
    text += fmt::format("{}{}:{}=", text.empty() ? "" : ", ", kind.name, fmt::join(kind.parameters, "=,"));
  return text;
}

NamedDecay parsed_decay(std::string_view text) {
  const auto colon = text.find(':');
  const DecayKind& kind = find_kind(core::trimmed(text.substr(0, colon)));
  std::vector<double> values(kind.parameters.size(), std::numeric_limits<double>::quiet_NaN());
  const auto settings = colon == std::string_view::npos ? std::string_view{} : text.substr(colon + 1);
  for (const std::string& setting : core::split(settings, ',')) take_parameter(kind, setting, values);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!(values[i] > 0.0)) core::refuse_argument(fmt::format("{} needs {}=NUMBER", kind.name, kind.parameters[i]));
  }
  return {kind.name, kind.make(values)};
}

}  // namespace trek::cli
