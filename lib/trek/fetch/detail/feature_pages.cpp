#include "trek/fetch/detail/feature_pages.hpp"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_set>

#include "trek/core/error.hpp"
#include "trek/core/sha256.hpp"
#include "trek/core/text.hpp"
#include "trek/fetch/detail/content.hpp"
#include "trek/fetch/detail/json_text.hpp"
#include "trek/fetch/detail/page_links.hpp"
#include "trek/geo/crs.hpp"

namespace trek::fetch::detail {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t kLargestPageBytes = std::uint64_t{256} << 20U;
constexpr std::uint64_t kMostIdBytes = std::uint64_t{512} << 20U;  // in memory, to see what comes twice

[[noreturn]] void fail(const Address& address, const std::string& what) {
  throw core::Error{core::ErrorKind::data, fmt::format("{}: {}", address.text, what)};
}

struct Page {
  Address address;  // that answered
  Response response;
  Json json;
};

/// JSON may be small and yet cost much: its values take some 100 bytes each in memory, keys of one object are compared
/// with each other, and what is written again recurses.
class PageLimits {
 public:
  explicit PageLimits(const Address& address) : address_{address} {}

  bool allow(int depth, Json::parse_event_t event) {
    if (depth > kDeepest) fail(address_, "its JSON is nested too deeply to be GeoJSON");
    if (++events_ > kMostEvents) fail(address_, "a page holds too many values; ask for fewer features with page_size");
    if (event == Json::parse_event_t::object_start) keys_[static_cast<std::size_t>(depth) + 1] = 0;
    if (event == Json::parse_event_t::key && ++keys_[static_cast<std::size_t>(depth)] > kMostKeys)
      fail(address_, fmt::format("a record has more than {} fields; that is no GeoJSON of a service", kMostKeys));
    return true;
  }

 private:
  static constexpr int kDeepest = 32;  // GeoJSON needs about ten
  static constexpr std::uint64_t kMostEvents = 12'000'000;
  static constexpr std::uint32_t kMostKeys = 2'000;

  const Address& address_;
  std::uint64_t events_ = 0;
  std::array<std::uint32_t, kDeepest + 3> keys_{};
};

Json parsed_page(const std::string& body, const Address& address) {
  if (const std::string text = exception_text(body); !text.empty()) fail(address, "the service says: " + text);
  check_beginning(std::string_view{body}.substr(0, kBeginningBytes), ".json", address.text);
  PageLimits limits{address};
  Json page = Json::parse(
      body, [&](int depth, Json::parse_event_t event, Json&) { return limits.allow(depth, event); }, false);
  const auto type = page.is_object() ? page.find("type") : page.end();
  const bool collection = page.is_object() && type != page.end() && *type == "FeatureCollection" &&
                          page.contains("features") && page["features"].is_array();
  if (!collection) fail(address, "gives no GeoJSON FeatureCollection; check type and url of the service");
  return page;
}

/// What GDAL and QGIS would look up elsewhere (a link) is refused.
Json crs_in(const Page& page, const Json& default_crs) {
  const auto crs = page.json.find("crs");
  if (crs == page.json.end()) return default_crs;
  if (crs->is_null()) return *crs;
  const auto properties = crs->is_object() ? crs->find("properties") : crs->end();
  const bool named = crs->is_object() && text_of(*crs, "type") == "name" && properties != crs->end() &&
                     properties->is_object() && !text_of(*properties, "name").empty();
  if (!named) fail(page.address, "gives its CRS otherwise than by name; expected {\"type\":\"name\", ...}");
  return {{"type", "name"}, {"properties", {{"name", text_of(*properties, "name")}}}};
}

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

std::optional<std::uint64_t> announced_count(const Json& page) {
  for (const char* key : {"numberMatched", "totalFeatures"}) {
    const auto found = page.find(key);
    if (found != page.end() && found->is_number_unsigned()) return found->get<std::uint64_t>();
  }
  return std::nullopt;
}

/// The pages so far, on their way to the file.
class Collection {
 public:
  Collection(Visitor& visitor, const model::FetchRecipe& recipe, const fs::path& file)
      : visitor_{visitor}, recipe_{recipe}, part_{file}, stage_{"fetch " + file.filename().string()} {
    part_.clear();
  }

  /// Number of features in the page.
  std::size_t add(const Page& page, const Json& default_crs) {
    const Json& features = page.json["features"];
    check_announced(page);
    begin_or_compare(page, default_crs);
    std::string text;
    for (const Json& feature : features) {
      check_feature(feature, page.address);
      if (count_ > 0 || !text.empty()) text += ",\n";
      text += feature.dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    check_new_page(features, page.address);
    for (const Json& feature : features) check_new_feature(feature, page.address);
    write(text);
    count_ += features.size();
    check_count(page.address);
    visitor_.control().report(stage_, count_, announced_.value_or(0));
    return features.size();
  }

  [[nodiscard]] bool complete() const { return announced_ && count_ >= *announced_; }
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }

  SourceNote finish(const Address& last) {
    if (announced_ && *announced_ != count_)
      fail(last, fmt::format("{} features arrived, but the service announced {}; try again", count_, *announced_));
    write("\n]}\n");
    SourceNote note;
    note.url = recipe_.url;
    note.bytes = part_.size();
    note.sha256 = core::sha256_of_file(part_.path());
    part_.put_in_place();
    return note;
  }

 private:
  void check_announced(const Page& page) {
    const auto announced = announced_count(page.json);
    if (announced_ && announced && *announced != *announced_)
      fail(page.address, fmt::format("announces {} features, and {} a page before: it changed on the way; try again",
                                     *announced, *announced_));
    if (!announced_) announced_ = announced;
  }

  void check_count(const Address& address) {
    if (announced_ && count_ > *announced_)
      fail(address, fmt::format("{} features arrived, but the service announced {}; try again", count_, *announced_));
    if (++page_count_ < visitor_.most_pages()) return;
    throw core::Error{
        core::ErrorKind::limit,
        fmt::format("{}: gives more than {} pages; ask for more features at a time with page_size, or for "
                    "a smaller region",
                    recipe_.url, visitor_.most_pages())};
  }

  void begin_or_compare(const Page& page, const Json& default_crs) {
    const Json crs = crs_in(page, default_crs);
    if (begun_) {
      if (crs != crs_) fail(page.address, "is in another CRS than the page before");
      return;
    }
    begun_ = true;
    crs_ = crs;
    write(fmt::format("{{\"type\":\"FeatureCollection\",\"name\":{},", Json(recipe_.type).dump()));
    if (!crs.is_null()) write(fmt::format("\"crs\":{},", crs.dump()));
    write("\"features\":[\n");
  }

  static void check_feature(const Json& feature, const Address& address) {
    const bool good = feature.is_object() && feature.contains("type") && feature["type"] == "Feature";
    if (!good) fail(address, "holds something that is no GeoJSON Feature");
  }

  void check_new_page(const Json& features, const Address& address) {
    if (features.empty()) return;
    const std::string digest = core::sha256(features.dump(-1, ' ', false, Json::error_handler_t::replace));
    if (!pages_.insert(digest).second)
      fail(address, "gives a page that came before: the service does not page as asked; get it by hand");
  }

  void check_new_feature(const Json& feature, const Address& address) {
    const auto id = feature.find("id");
    if (id == feature.end() || id->is_null()) return;
    const std::string text = id->dump(-1, ' ', false, Json::error_handler_t::replace);
    if (!ids_.insert(text).second)
      fail(address, fmt::format("gives feature {} a second time: pages overlap, so that others may be missing; try "
                                "again, or with a larger page_size",
                                one_line(text, 100)));
    id_bytes_ += text.size() + kIdOverhead;
    if (id_bytes_ <= kMostIdBytes) return;
    throw core::Error{core::ErrorKind::limit, fmt::format("{}: gives more features than can be told apart in memory; "
                                                          "take a smaller region",
                                                          recipe_.url)};
  }

  void write(std::string_view text) {
    if (part_.size() + text.size() > visitor_.largest_bytes())
      throw core::Error{core::ErrorKind::limit,
                        fmt::format("{}: gives more than {:.1f} GB; allow more with --max-gb, or take a smaller region",
                                    recipe_.url, static_cast<double>(visitor_.largest_bytes()) / 1e9)};
    part_.add(text);
  }

  static constexpr std::uint64_t kIdOverhead = 64;  // of an entry of the set

  Visitor& visitor_;
  const model::FetchRecipe& recipe_;
  PartFile part_;
  std::string stage_;
  bool begun_ = false;
  Json crs_;
  std::optional<std::uint64_t> announced_;
  std::uint64_t count_ = 0;
  std::uint64_t page_count_ = 0;
  std::unordered_set<std::string> ids_;
  std::uint64_t id_bytes_ = 0;
  std::set<std::string> pages_;
};

/// By startIndex. A server may give fewer features than asked for, so only the announced number or an empty page ends
/// it.
SourceNote fetch_wfs(Visitor& visitor, const model::FetchRecipe& recipe, const std::optional<geo::Box>& region,
                     const fs::path& file) {
  Collection collection{visitor, recipe, file};
  for (;;) {
    const Page page = get_page(visitor, wfs_page(recipe, region, collection.count()));
    const std::size_t count = collection.add(page, named_crs(geo::kRdNew));
    if (count == 0 || collection.complete()) return collection.finish(page.address);
  }
}

/// By the links of the pages themselves.
SourceNote fetch_items(Visitor& visitor, const model::FetchRecipe& recipe, const std::optional<geo::Box>& region,
                       const fs::path& file) {
  Collection collection{visitor, recipe, file};
  std::set<std::string> seen;
  Address next = first_items_page(recipe, region);
  for (;;) {
    seen.insert(next.text);
    const Page page = get_page(visitor, next);
    const std::size_t count = collection.add(page, crs_of(page.response.header("content-crs"), page.address));
    const auto link = find_next_page(page.json, page.address);
    if (!link || count == 0) return collection.finish(page.address);
    visitor.hosts().check(*link, &page.address);
    if (seen.contains(link->text)) fail(page.address, fmt::format("leads back to {}; get it by hand", link->text));
    next = *link;
  }
}

}  // namespace

SourceNote fetch_pages(Visitor& visitor, const model::FetchRecipe& recipe, const std::optional<geo::Box>& region,
                       const fs::path& file) {
  return recipe.kind == model::FetchKind::wfs ? fetch_wfs(visitor, recipe, region, file)
                                              : fetch_items(visitor, recipe, region, file);
}

}  // namespace trek::fetch::detail
