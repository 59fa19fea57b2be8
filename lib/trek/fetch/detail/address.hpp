#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trek::fetch::detail {

/// An http or https address, read by the very parser that later requests it: two parsers that disagree on where a host
/// ends would make a list of hosts worthless.
struct Address {
  std::string text;  // whole, without fragment
  std::string scheme;
  std::string host;  // lower case
  std::string port;  // always there
  std::string path;  // decoded
};

/// Empty for anything but a well-formed http(s) address of at most 8 kB, without user name or password.
[[nodiscard]] std::optional<Address> find_address(std::string_view url);
/// Errors  Error{data}: not such an address.
[[nodiscard]] Address parsed_address(std::string_view url);
/// Where a Location header or a link leads, which may be relative. Errors as parsed_address.
[[nodiscard]] Address resolved(const Address& base, std::string_view reference);

/// Last part of the path: "bag-light.gpkg"; may be empty.
[[nodiscard]] std::string file_name_of(const Address& address);
/// Its extension in lower case: ".gpkg"; ".pbf" for ".osm.pbf"; may be empty.
[[nodiscard]] std::string extension_of(const Address& address);
[[nodiscard]] std::string lower_case(std::string_view text);

using Parameters = std::vector<std::pair<std::string, std::string>>;
/// The address with further parameters, percent-encoded.
[[nodiscard]] Address with_parameters(const Address& address, const Parameters& parameters);

/// The hosts that may be asked. A host stands for its port too; the usual ports of http and https are one.
class NamedHosts {
 public:
  /// What is no http(s) address is left out: a project may say in words where a source is had.
  void add(std::string_view url);
  [[nodiscard]] bool allows(const Address& address) const;
  /// Errors  Error{data}: the host of `address` is not named, or `address` leaves https for http. `from` led there;
  ///         null for an address of a source itself.
  void check(const Address& address, const Address* from) const;

 private:
  std::set<std::string> hosts_;
};

}  // namespace trek::fetch::detail
