#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>

#include "trek/core/books.hpp"
#include "trek/core/control.hpp"
#include "trek/fetch/detail/address.hpp"
#include "trek/fetch/detail/side_file.hpp"
#include "trek/model/source.hpp"

/// Pages of a service on their way to one file, without the server.
namespace trek::fetch::detail {

/// "ADDRESS: what", as Error{data}.
[[noreturn]] void fail_page(const Address& address, const std::string& what);

/// The FeatureCollection in the body of a page.
/// Errors  Error{data}: none, or JSON that is nested too deeply, holds too many values or a record of too many fields;
///         what the service says in its place.
[[nodiscard]] nlohmann::ordered_json parsed_page(const std::string& body, const Address& address);

struct CollectionLimits {
  std::uint64_t largest_bytes = 0;  // of the file
  std::uint64_t most_pages = 0;
};

/// The pages so far, as one GeoJSON FeatureCollection in NAME.part.
class PageCollection {
 public:
  PageCollection(const model::FetchRecipe& recipe, const std::filesystem::path& file, CollectionLimits limits,
                 const core::Control& control);

  /// Adds a page; gives the number of its features. `default_crs` as in GeoJSON, for a page that names none.
  /// Errors  Error{data}: something that is no Feature; fewer features than the page says that it holds; a page or a
  ///         feature that came before; another CRS or number of features than before, or more than announced.
  ///         Error{limit}, Error{output}.
  std::size_t add(const nlohmann::ordered_json& page, const Address& address,
                  const nlohmann::ordered_json& default_crs);

  /// As many features as the service announced.
  [[nodiscard]] bool complete() const { return announced_ && books_.read_count >= *announced_; }
  /// Every feature that was read is in the file: what cannot be ends the whole.
  [[nodiscard]] const core::Books& books() const noexcept { return books_; }
  [[nodiscard]] std::uint64_t page_count() const noexcept { return page_count_; }

  /// Puts the file in its place. Errors  Error{data}: fewer features than announced. Error{output}.
  [[nodiscard]] SourceNote finish(const Address& last);

 private:
  void check_announced(const nlohmann::ordered_json& page, const Address& address);
  void check_count(const Address& address);
  void begin_or_compare(const nlohmann::ordered_json& page, const Address& address,
                        const nlohmann::ordered_json& default_crs);
  void check_new_page(const nlohmann::ordered_json& features, const Address& address);
  void check_new_feature(const nlohmann::ordered_json& feature, const Address& address);
  void write(std::string_view text);

  const model::FetchRecipe& recipe_;
  CollectionLimits limits_;
  const core::Control& control_;
  PartFile part_;
  std::string stage_;
  bool begun_ = false;
  nlohmann::ordered_json crs_;
  std::optional<std::uint64_t> announced_;
  core::Books books_;
  std::uint64_t page_count_ = 0;
  std::unordered_set<std::string> ids_;
  std::uint64_t id_bytes_ = 0;
  std::set<std::string> pages_;
};

}  // namespace trek::fetch::detail
