#include "trek/fetch/detail/address.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "trek/core/error.hpp"
#include "trek/core/shortened.hpp"
#include "trek/core/text.hpp"

namespace trek::fetch::detail {
namespace {

struct FreeUrl {
  void operator()(CURLU* url) const noexcept { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, FreeUrl>;

/// Empty where the address has no such part.
std::string part_of(const Url& url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), part, &text, flags) != CURLUE_OK) return {};
  std::string copy{text};
  curl_free(text);
  return copy;
}

std::optional<Address> address_of(const Url& url) {
  Address address;
  address.scheme = part_of(url, CURLUPART_SCHEME);
  address.host = lower_case(part_of(url, CURLUPART_HOST));
  const bool web = address.scheme == "http" || address.scheme == "https";
  const bool secret = !part_of(url, CURLUPART_USER).empty() || !part_of(url, CURLUPART_PASSWORD).empty();
  if (!web || secret || address.host.empty()) return std::nullopt;
  curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
  address.port = part_of(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  address.path = part_of(url, CURLUPART_PATH, CURLU_URLDECODE);
  address.text = part_of(url, CURLUPART_URL);
  return address;
}

constexpr std::size_t kLongestAddress = 8192;

bool is_odd(char c) {
  return static_cast<unsigned char>(c) <= 0x20U || c == 0x7F ||
         std::string_view{"\"<>\\"}.find(c) != std::string_view::npos;
}

bool set_url(const Url& url, std::string_view text) {
  const std::string trimmed{core::trimmed(text)};
  const bool odd = trimmed.size() > kLongestAddress || std::any_of(trimmed.begin(), trimmed.end(), is_odd);
  return !odd && curl_url_set(url.get(), CURLUPART_URL, trimmed.c_str(), 0) == CURLUE_OK;
}

[[noreturn]] void fail(std::string_view text) {
  throw core::Error{core::ErrorKind::data,
                    fmt::format("'{}' is no address to fetch from; expected http:// or https:// with a host, and no "
                                "user name or password",
                                core::cleaned(core::shortened(text, 500)))};
}

std::string host_key(const Address& address) {
  const bool usual =
      (address.scheme == "http" && address.port == "80") || (address.scheme == "https" && address.port == "443");
  return usual ? address.host : address.host + ":" + address.port;
}

/// For a query: what RFC 3986 (3.4) allows there stays, but for what has a meaning of its own.
std::string encoded(std::string_view value) {
  constexpr std::string_view kKept = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:,/";
  std::string text;
  for (const char c : value) {
    if (kKept.find(c) != std::string_view::npos) {
      text += c;
    } else {
      text += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return text;
}

}  // namespace

std::optional<Address> find_address(std::string_view url) {
  const Url parsed{curl_url()};
  return set_url(parsed, url) ? address_of(parsed) : std::nullopt;
}

Address parsed_address(std::string_view url) {
  const auto address = find_address(url);
  if (!address) fail(url);
  return *address;
}

Address resolved(const Address& base, std::string_view reference) {
  const Url url{curl_url()};
  const bool ok = set_url(url, base.text) && set_url(url, reference);
  const auto address = ok ? address_of(url) : std::nullopt;
  if (!address) fail(reference);
  return *address;
}

std::string file_name_of(const Address& address) { return std::filesystem::path{address.path}.filename().string(); }

std::string lower_case(std::string_view text) {
  std::string lower{text};
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string extension_of(const Address& address) {
  return lower_case(std::filesystem::path{address.path}.extension().string());
}

Address with_parameters(const Address& address, const Parameters& parameters) {
  std::string text = address.text;
  for (const auto& [name, value] : parameters) {
    text += text.find('?') == std::string::npos ? '?' : '&';
    text += name + "=" + encoded(value);
  }
  return parsed_address(text);
}

void NamedHosts::add(std::string_view url) {
  if (const auto address = find_address(url)) hosts_.insert(host_key(*address));
}

bool NamedHosts::allows(const Address& address) const { return hosts_.contains(host_key(address)); }

void NamedHosts::check(const Address& address, const Address* from) const {
  const std::string led = from == nullptr ? "" : fmt::format("{} leads to ", from->text);
  if (from != nullptr && from->scheme == "https" && address.scheme == "http") {
    throw core::Error{core::ErrorKind::data,
                      fmt::format("{}{}, from https to http; it is not followed", led, address.text)};
  }
  if (allows(address)) return;
  throw core::Error{core::ErrorKind::data,
                    fmt::format("{}{}: no source names the host '{}', and only named hosts are asked; if it is right, "
                                "give that address as url of the source",
                                led, address.text, host_key(address))};
}

}  // namespace trek::fetch::detail
