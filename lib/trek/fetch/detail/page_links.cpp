#include "trek/fetch/detail/page_links.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "trek/core/error.hpp"
#include "trek/fetch/detail/content.hpp"
#include "trek/fetch/detail/json_text.hpp"
#include "trek/geo/crs.hpp"

namespace trek::fetch::detail {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kRdNewUri = "http://www.opengis.net/def/crs/EPSG/0/28992";

std::string corners(const geo::Box& box) {
  return fmt::format("{:.0f},{:.0f},{:.0f},{:.0f}", std::floor(box.min_x_m), std::floor(box.min_y_m),
                     std::ceil(box.max_x_m), std::ceil(box.max_y_m));
}

}  // namespace

Address wfs_page(const model::FetchRecipe& recipe, const std::optional<geo::Box>& region, std::uint64_t start) {
  Parameters parameters{{"service", "WFS"},
                        {"version", "2.0.0"},
                        {"request", "GetFeature"},
                        {"typeNames", recipe.type},
                        {"outputFormat", "application/json"},
                        {"srsName", std::string{geo::kRdNew}},
                        {"count", std::to_string(recipe.page_size)},
                        {"startIndex", std::to_string(start)}};
  if (region) parameters.emplace_back("bbox", fmt::format("{},{}", corners(*region), geo::kRdNew));
  return with_parameters(parsed_address(recipe.url), parameters);
}

Address first_items_page(const model::FetchRecipe& recipe, const std::optional<geo::Box>& region) {
  std::string base = recipe.url;
  while (base.ends_with('/')) base.pop_back();
  const Address items = parsed_address(fmt::format("{}/collections/{}/items", base, recipe.type));
  Parameters parameters{{"f", "json"}, {"limit", std::to_string(recipe.page_size)}, {"crs", std::string{kRdNewUri}}};
  if (region) {
    parameters.emplace_back("bbox", corners(*region));
    parameters.emplace_back("bbox-crs", kRdNewUri);
  }
  return with_parameters(items, parameters);
}

std::optional<Address> find_next_page(const Json& page, const Address& base) {
  const auto links = page.find("links");
  if (links == page.end() || !links->is_array()) return std::nullopt;
  for (const Json& link : *links) {
    if (!link.is_object() || text_of(link, "rel") != "next") continue;
    const std::string type = text_of(link, "type");
    if (type.empty() || type.find("json") != std::string::npos) return resolved(base, text_of(link, "href"));
  }
  return std::nullopt;
}

Json named_crs(std::string_view code) {
  const auto colon = code.find(':');
  return {{"type", "name"},
          {"properties", {{"name", fmt::format("urn:ogc:def:crs:EPSG::{}", code.substr(colon + 1))}}}};
}

Json crs_of(std::string_view content_crs, const Address& address) {
  const std::string uri = lower_case(content_crs);
  if (uri.empty() || uri.find("/crs84") != std::string::npos) return nullptr;
  constexpr std::string_view kEpsg = "/def/crs/epsg/0/";
  const auto at = uri.find(kEpsg);
  const std::string code = at == std::string::npos ? "" : uri.substr(at + kEpsg.size());
  const std::string digits = code.substr(0, code.find_first_not_of("0123456789"));
  if (digits.empty())
    throw core::Error{core::ErrorKind::data, fmt::format("{}: answers in the CRS '{}', expected an EPSG code",
                                                         address.text, one_line(content_crs, 100))};
  return named_crs("EPSG:" + digits);
}

}  // namespace trek::fetch::detail
