#include "trek/fetch/detail/page_collection.hpp"

#include <fmt/format.h>

#include <array>
#include <cassert>

#include "trek/core/error.hpp"
#include "trek/core/sha256.hpp"
#include "trek/fetch/detail/content.hpp"
#include "trek/fetch/detail/json_text.hpp"

namespace trek::fetch::detail {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMostIdBytes = std::uint64_t{512} << 20U;  // in memory, to see what comes twice
constexpr std::uint64_t kIdOverhead = 64;                          // of an entry of the set

/// JSON may be small and yet cost much: its values take some 100 bytes each in memory, keys of one object are compared
/// with each other, and what is written again recurses.
class PageLimits {
 public:
  explicit PageLimits(const Address& address) : address_{address} {}

  bool allow(int depth, Json::parse_event_t event) {
    if (depth > kDeepest) fail_page(address_, "its JSON is nested too deeply to be GeoJSON");
    if (++events_ > kMostEvents)
      fail_page(address_, "a page holds too many values; ask for fewer features with page_size");
    if (event == Json::parse_event_t::object_start) keys_[static_cast<std::size_t>(depth) + 1] = 0;
    if (event == Json::parse_event_t::key && ++keys_[static_cast<std::size_t>(depth)] > kMostKeys)
      fail_page(address_, fmt::format("a record has more than {} fields; that is no GeoJSON of a service", kMostKeys));
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

/// What GDAL and QGIS would look up elsewhere (a link) is refused.
Json crs_in(const Json& page, const Address& address, const Json& default_crs) {
  const auto crs = page.find("crs");
  if (crs == page.end()) return default_crs;
  if (crs->is_null()) return *crs;
  const auto properties = crs->is_object() ? crs->find("properties") : crs->end();
  const bool named = crs->is_object() && text_of(*crs, "type") == "name" && properties != crs->end() &&
                     properties->is_object() && !text_of(*properties, "name").empty();
  if (!named) fail_page(address, "gives its CRS otherwise than by name; expected {\"type\":\"name\", ...}");
  return {{"type", "name"}, {"properties", {{"name", text_of(*properties, "name")}}}};
}

std::optional<std::uint64_t> find_count(const Json& page, const char* key) {
  const auto found = page.find(key);
  if (found == page.end() || !found->is_number_unsigned()) return std::nullopt;
  return found->get<std::uint64_t>();
}

std::optional<std::uint64_t> announced_count(const Json& page) {
  const auto matched = find_count(page, "numberMatched");
  return matched ? matched : find_count(page, "totalFeatures");
}

std::string text_of_json(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

void check_feature(const Json& feature, const Address& address) {
  const bool good = feature.is_object() && feature.contains("type") && feature["type"] == "Feature";
  if (!good) fail_page(address, "holds something that is no GeoJSON Feature");
}

/// What the service lost on the way, or left out for its own reasons.
void check_returned(const Json& page, const Address& address) {
  const auto returned = find_count(page, "numberReturned");
  const std::size_t count = page["features"].size();
  if (!returned || *returned <= count) return;
  fail_page(address, fmt::format("holds {} features, and says that it holds {}: some were lost; try again, or with a "
                                 "smaller page_size",
                                 count, *returned));
}

}  // namespace

void fail_page(const Address& address, const std::string& what) {
  throw core::Error{core::ErrorKind::data, fmt::format("{}: {}", address.text, what)};
}

Json parsed_page(const std::string& body, const Address& address) {
  if (const std::string text = exception_text(body); !text.empty()) fail_page(address, "the service says: " + text);
  check_beginning(std::string_view{body}.substr(0, kBeginningBytes), ".json", address.text);
  PageLimits limits{address};
  Json page = Json::parse(
      body, [&](int depth, Json::parse_event_t event, Json&) { return limits.allow(depth, event); }, false);
  const auto type = page.is_object() ? page.find("type") : page.end();
  const bool collection = page.is_object() && type != page.end() && *type == "FeatureCollection" &&
                          page.contains("features") && page["features"].is_array();
  if (!collection) fail_page(address, "gives no GeoJSON FeatureCollection; check type and url of the service");
  return page;
}

PageCollection::PageCollection(const model::FetchRecipe& recipe, const fs::path& file, CollectionLimits limits,
                               const core::Control& control)
    : recipe_{recipe}, limits_{limits}, control_{control}, part_{file}, stage_{"fetch " + file.filename().string()} {
  part_.clear();
}

std::size_t PageCollection::add(const Json& page, const Address& address, const Json& default_crs) {
  const Json& features = page["features"];
  check_announced(page, address);
  check_returned(page, address);
  begin_or_compare(page, address, default_crs);
  books_.read_count += features.size();
  for (const Json& feature : features) check_feature(feature, address);
  check_new_page(features, address);
  std::string text;
  for (const Json& feature : features) {
    check_new_feature(feature, address);
    if (books_.used_count++ > 0) text += ",\n";
    text += text_of_json(feature);
  }
  write(text);
  check_count(address);
  control_.report(stage_, books_.read_count, announced_.value_or(0));
  return features.size();
}

SourceNote PageCollection::finish(const Address& last) {
  assert(books_.balances());
  if (announced_ && *announced_ != books_.read_count)
    fail_page(last, fmt::format("{} features arrived, but the service announced {}; try again", books_.read_count,
                                *announced_));
  write("\n]}\n");
  SourceNote note;
  note.url = recipe_.url;
  note.bytes = part_.size();
  note.sha256 = core::sha256_of_file(part_.path());
  part_.put_in_place();
  return note;
}

void PageCollection::check_announced(const Json& page, const Address& address) {
  const auto announced = announced_count(page);
  if (announced_ && announced && *announced != *announced_)
    fail_page(address, fmt::format("announces {} features, and {} a page before: it changed on the way; try again",
                                   *announced, *announced_));
  if (!announced_) announced_ = announced;
}

void PageCollection::check_count(const Address& address) {
  if (announced_ && books_.read_count > *announced_)
    fail_page(address, fmt::format("{} features arrived, but the service announced {}; try again", books_.read_count,
                                   *announced_));
  if (++page_count_ < limits_.most_pages) return;
  throw core::Error{core::ErrorKind::limit,
                    fmt::format("{}: gives more than {} pages; ask for more features at a time with page_size, or for "
                                "a smaller region",
                                recipe_.url, limits_.most_pages)};
}

void PageCollection::begin_or_compare(const Json& page, const Address& address, const Json& default_crs) {
  const Json crs = crs_in(page, address, default_crs);
  if (begun_) {
    if (crs != crs_) fail_page(address, "is in another CRS than the page before");
    return;
  }
  begun_ = true;
  crs_ = crs;
  write(fmt::format("{{\"type\":\"FeatureCollection\",\"name\":{},", Json(recipe_.type).dump()));
  if (!crs.is_null()) write(fmt::format("\"crs\":{},", crs.dump()));
  write("\"features\":[\n");
}

void PageCollection::check_new_page(const Json& features, const Address& address) {
  if (features.empty()) return;
  if (!pages_.insert(core::sha256(text_of_json(features))).second)
    fail_page(address, "gives a page that came before: the service does not page as asked; get it by hand");
}

void PageCollection::check_new_feature(const Json& feature, const Address& address) {
  const auto id = feature.find("id");
  if (id == feature.end() || id->is_null()) return;
  const std::string text = text_of_json(*id);
  if (!ids_.insert(text).second)
    fail_page(address, fmt::format("gives feature {} a second time: pages overlap, so that others may be missing; try "
                                   "again, or with a larger page_size",
                                   one_line(text, 100)));
  id_bytes_ += text.size() + kIdOverhead;
  if (id_bytes_ <= kMostIdBytes) return;
  throw core::Error{core::ErrorKind::limit, fmt::format("{}: gives more features than can be told apart in memory; "
                                                        "take a smaller region",
                                                        recipe_.url)};
}

void PageCollection::write(std::string_view text) {
  if (part_.size() + text.size() > limits_.largest_bytes)
    throw core::Error{core::ErrorKind::limit,
                      fmt::format("{}: gives more than {:.1f} GB; allow more with --max-gb, or take a smaller region",
                                  recipe_.url, static_cast<double>(limits_.largest_bytes) / 1e9)};
  part_.add(text);
}

}  // namespace trek::fetch::detail
