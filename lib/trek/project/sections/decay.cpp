#include <fmt/format.h>

#include "trek/project/detail/section.hpp"

namespace trek::project::detail::sections {
namespace {

access::Decay parsed_decay(config::TomlTable& table, const std::string& kind) {
  const auto minutes = [&](const config::Key& key, double fallback) { return table.number(key, fallback, 0.1, 600.0); };
  if (kind == "log_logistic")
    return access::LogLogistic{minutes({"median_min", "log_logistic: minutes at which half counts"}, 12.0),
                               table.number({"shape", "log_logistic: steepness"}, 3.0, 0.1, 20.0)};
  if (kind == "logistic")
    return access::Logistic{minutes({"inflection_min", "logistic: minutes at which about half counts"}, 30.0),
                            minutes({"deviation_min", "logistic: spread"}, 10.0)};
  if (kind == "exponential")
    return access::Exponential{minutes({"half_life_min", "exponential: minutes at which half counts"}, 10.0)};
  if (kind == "gaussian") return access::Gaussian{minutes({"sigma_min", "gaussian: spread"}, 10.0)};
  if (kind == "power") return access::Power{table.number({"exponent", "power: exponent"}, 1.0, 0.01, 10.0)};
  const auto limit = [&](double fallback) {
    return minutes({"limit_min", "step and linear: minutes beyond which nothing counts"}, fallback);
  };
  if (kind == "linear") return access::Linear{limit(30.0)};
  return access::Step{limit(15.0)};
}

config::Words decay_kinds() {
  return {"log_logistic", "logistic", "exponential", "gaussian", "power", "linear", "step"};
}

void read_decay(config::TomlTable& table, Project& project) {
  project.decay = parsed_decay(
      table, table.word({"kind", "shape of the curve; each has keys of its own"}, decay_kinds(), "log_logistic"));
}

}  // namespace

Section decay() {
  // Each kind has keys of its own.
  Section section{.key = {"decay", "How people and places count less the farther they are."}, .read = read_decay};
  for (const std::string_view kind : decay_kinds())
    section.samples.push_back(fmt::format("[decay]\nkind = \"{}\"\n", kind));
  return section;
}

}  // namespace trek::project::detail::sections
