#include "trek/fetch/detail/feature_pages.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/fetch/detail/page_collection.hpp"
#include "trek/fetch/detail/page_links.hpp"
#include "trek/geo/crs.hpp"

namespace trek::fetch::detail {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t kLargestPageBytes = std::uint64_t{256} << 20U;

struct Page {
  Address address;  // that answered
  Response response;
  Json json;
};

Page get_page(Visitor& visitor, const Address& address) {
  std::string body;
  const auto add = [&](std::string_view bytes) {
    if (body.size() + bytes.size() > std::min(kLargestPageBytes, visitor.largest_bytes()))
      throw core::Error{core::ErrorKind::limit,
                        fmt::format("{}: a page is too large; ask for fewer features with page_size", address.text)};
    body += bytes;
  };
  Visit visit{address, {}, {[&](const Response&) { body.clear(); }, add}, true};
  Response response = visitor.visit(visit);
  check_answered(visit.address, response);
  Json json = parsed_page(body, visit.address);
  return {visit.address, std::move(response), std::move(json)};
}

PageCollection collection_of(const Visitor& visitor, const model::FetchRecipe& recipe, const fs::path& file) {
  return {recipe, file, {visitor.largest_bytes(), visitor.most_pages()}, visitor.control()};
}

FetchedPages finished(PageCollection& collection, const Address& last) {
  SourceNote note = collection.finish(last);
  return {std::move(note), collection.books(), collection.page_count()};
}

/// By startIndex. A server may give fewer features than asked for, so only the announced number or an empty page ends
/// it.
FetchedPages fetch_wfs(Visitor& visitor, const model::FetchRecipe& recipe, const std::optional<geo::Box>& region,
                       const fs::path& file) {
  PageCollection collection = collection_of(visitor, recipe, file);
  for (;;) {
    const Page page = get_page(visitor, wfs_page(recipe, region, collection.books().read_count));
    const std::size_t count = collection.add(page.json, page.address, named_crs(geo::kRdNew));
    if (count == 0 || collection.complete()) return finished(collection, page.address);
  }
}

/// By the links of the pages themselves.
FetchedPages fetch_items(Visitor& visitor, const model::FetchRecipe& recipe, const std::optional<geo::Box>& region,
                         const fs::path& file) {
  PageCollection collection = collection_of(visitor, recipe, file);
  std::set<std::string> seen;
  Address next = first_items_page(recipe, region);
  for (;;) {
    seen.insert(next.text);
    const Page page = get_page(visitor, next);
    const Json crs = crs_of(page.response.header("content-crs"), page.address);
    const std::size_t count = collection.add(page.json, page.address, crs);
    const auto link = find_next_page(page.json, page.address);
    if (!link || count == 0) return finished(collection, page.address);
    visitor.hosts().check(*link, &page.address);
    if (seen.contains(link->text)) fail_page(page.address, fmt::format("leads back to {}; get it by hand", link->text));
    next = *link;
  }
}

}  // namespace

FetchedPages fetch_pages(Visitor& visitor, const model::FetchRecipe& recipe, const std::optional<geo::Box>& region,
                         const fs::path& file) {
  return recipe.kind == model::FetchKind::wfs ? fetch_wfs(visitor, recipe, region, file)
                                              : fetch_items(visitor, recipe, region, file);
}

}  // namespace trek::fetch::detail
