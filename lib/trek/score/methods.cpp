#include "trek/score/methods.hpp"

#include <array>
#include <numeric>

#include "trek/score/alternatives.hpp"
#include "trek/score/promethee.hpp"
#include "trek/score/topsis.hpp"

namespace trek::score {
namespace {

constexpr std::array kMethods{Method::sum, Method::topsis, Method::promethee, Method::promethee_usual};

std::vector<double> weighted_sums(const Alternatives& all) {
  std::vector<double> sums;
  sums.reserve(all.size());
  for (std::size_t a = 0; a < all.size(); ++a)
    sums.push_back(std::inner_product(all.weight_share.begin(), all.weight_share.end(), all.row(a).begin(), 0.0));
  return sums;
}

std::vector<double> net_flows(const Alternatives& all, const Preference& preference) {
  return promethee(all, std::vector<Preference>(all.criterion_count(), preference)).net;
}

}  // namespace

std::span<const Method> all_methods() noexcept { return kMethods; }

std::string_view name_of(Method method) noexcept {
  switch (method) {
    case Method::sum:
      return "sum";
    case Method::topsis:
      return "topsis";
    case Method::promethee:
      return "promethee";
    case Method::promethee_usual:
      return "promethee_usual";
  }
  return {};
}

std::vector<double> method_scores(const CriteriaTable& table, std::span<const std::size_t> rows, Method method) {
  const Alternatives all = alternatives(table, rows, Side::low);
  switch (method) {
    case Method::sum:
      return weighted_sums(all);
    case Method::topsis:
      return topsis(all);
    case Method::promethee:
      return net_flows(all, {PreferenceShape::linear, kIndifferentLead, kStrictLead});
    case Method::promethee_usual:
      return net_flows(all, {.shape = PreferenceShape::usual});
  }
  return {};
}

}  // namespace trek::score
