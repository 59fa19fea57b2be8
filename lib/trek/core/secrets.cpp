#include "trek/core/secrets.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "trek/core/text.hpp"

namespace trek::core {
namespace {

constexpr std::string_view kCut = "***";
constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kTokenEnds = " \t\r\n\"<>`|";
constexpr int kDeepest = 3;

/// Names that mean a secret wherever they are part of a name, without _ - . and in lower case.
constexpr std::array kSecretParts{
    std::string_view{"password"},      std::string_view{"passwd"},      std::string_view{"passphrase"},
    std::string_view{"passcode"},      std::string_view{"userpwd"},     std::string_view{"secret"},
    std::string_view{"token"},         std::string_view{"apikey"},      std::string_view{"accesskey"},
    std::string_view{"authkey"},       std::string_view{"privatekey"},  std::string_view{"subscriptionkey"},
    std::string_view{"appkey"},        std::string_view{"appcode"},     std::string_view{"signature"},
    std::string_view{"credential"},    std::string_view{"sessionid"},   std::string_view{"sessid"},
    std::string_view{"authorization"}, std::string_view{"bearer"},      std::string_view{"wachtwoord"},
    std::string_view{"geheim"},        std::string_view{"toegangscode"}};
/// And those that do in an address only; as the end of a name too: consumerkey, x-sig.
constexpr std::array kSecretEnds{std::string_view{"key"},  std::string_view{"sig"},  std::string_view{"pwd"},
                                 std::string_view{"auth"}, std::string_view{"pass"}, std::string_view{"sleutel"}};
constexpr std::array kSecretNames{
    std::string_view{"pw"},     std::string_view{"pin"},         std::string_view{"otp"},
    std::string_view{"sid"},    std::string_view{"hmac"},        std::string_view{"jwt"},
    std::string_view{"ticket"}, std::string_view{"session"},     std::string_view{"cred"},
    std::string_view{"creds"},  std::string_view{"appid"},       std::string_view{"assertion"},
    std::string_view{"sas"},    std::string_view{"samlresponse"}};
/// Of a path: what follows is the secret.
constexpr std::array kSecretSegments{std::string_view{"key"},         std::string_view{"apikey"},
                                     std::string_view{"token"},       std::string_view{"authtoken"},
                                     std::string_view{"accesstoken"}, std::string_view{"accesskey"},
                                     std::string_view{"secret"},      std::string_view{"password"}};
/// Headers of HTTP: the whole line after them is theirs.
constexpr std::array kSecretHeaders{std::string_view{"authorization"}, std::string_view{"proxyauthorization"},
                                    std::string_view{"cookie"},        std::string_view{"setcookie"},
                                    std::string_view{"xapikey"},       std::string_view{"xauthtoken"},
                                    std::string_view{"xaccesstoken"},  std::string_view{"privatetoken"}};

bool is_alnum(char c) { return is_digit(c) || is_letter(c); }
bool is_name_character(char c) {
  return is_alnum(c) || std::string_view{"_-.%$~[]*"}.find(c) != std::string_view::npos;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool pair =
        text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0;
    if (!pair) {
      result += text[i];
      continue;
    }
    result += static_cast<char>(static_cast<unsigned char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])));
    i += 2;
  }
  return result;
}

/// As names are compared: "API%5fKey" is "apikey".
std::string plain_name(std::string_view name) {
  std::string text{name};
  for (int depth = 0; depth < kDeepest && text.find('%') != std::string::npos; ++depth) text = decoded(text);
  std::string plain;
  for (const char c : text) {
    if (is_alnum(c)) plain += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  }
  return plain;
}

template <class List>
bool holds_one(const List& list, const std::string& name) {
  return std::any_of(list.begin(), list.end(), [&](auto part) { return name.find(part) != std::string::npos; });
}

template <class List>
bool is_one(const List& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool is_secret_anywhere(const std::string& name) { return holds_one(kSecretParts, name); }

bool is_secret_in_address(const std::string& name) {
  const auto ends = [&](auto end) { return name.ends_with(end); };
  return is_secret_anywhere(name) || is_one(kSecretNames, name) ||
         std::any_of(kSecretEnds.begin(), kSecretEnds.end(), ends);
}

/// Of "...: the name that ends before `at`.
std::size_t name_begin(std::string_view text, std::size_t at) {
  while (at > 0 && is_name_character(text[at - 1])) --at;
  return at;
}

std::string cut(std::string_view text, int depth);

/// Where the host of an address begins: behind "scheme:" and its slashes (one, where a path was made of it); empty for
/// what is no address.
std::optional<std::size_t> authority_begin(std::string_view token) {
  for (std::size_t colon = token.find(':'); colon != std::string_view::npos; colon = token.find(':', colon + 1)) {
    const std::size_t slash = colon + 1;
    const auto end = token.find_first_not_of("/\\", slash);
    const bool scheme = colon > 0 && is_alnum(token[colon - 1]);
    if (scheme && end != slash && slash < token.size()) return std::min(end, token.size());
  }
  return std::nullopt;
}

/// Behind the @ that ends a user and a password; `begin` where there is none. A password may hold what ought to be
/// encoded, so that a "port" that is no number is taken for one.
std::size_t user_end(std::string_view token, std::size_t begin) {
  const auto after = [&](std::size_t at) { return at == std::string_view::npos || at < begin ? begin : at + 1; };
  const std::size_t end = std::min(token.find_first_of("/\\?#", begin), token.size());
  const std::string_view authority = token.substr(begin, end - begin);
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) return begin + at + 1;
  if (const auto at = authority.rfind("%40"); at != std::string_view::npos) return begin + at + 3;
  const auto colon = authority.find(':');
  const bool port = colon == std::string_view::npos || authority.starts_with('[') ||
                    authority.find_first_not_of("0123456789.,;:)'", colon) == std::string_view::npos;
  return port ? begin : after(token.rfind('@'));
}

/// user:password@host and OCI:user/password@host without "//".
std::optional<std::pair<std::size_t, std::size_t>> bare_user(std::string_view token) {
  const auto at = token.rfind('@');
  const auto colon = token.find(':');
  if (at == std::string_view::npos || colon == std::string_view::npos || colon > at) return std::nullopt;
  const std::string before = plain_name(token.substr(0, colon));
  const bool host = at + 1 < token.size() && (is_alnum(token[at + 1]) || token[at + 1] == '[');
  if (!host || before == "mailto" || colon + 1 == at) return std::nullopt;
  const bool database = before == "oci" || before == "odbc" || before == "georaster";
  const std::size_t begin = database ? colon + 1 : token.find_first_not_of("'([{,;=");
  if (!database && token.substr(0, at).find_first_of("/\\?#") != std::string_view::npos) return std::nullopt;
  return std::pair{begin, at};
}

/// One address, or what might be a part of one, piece by piece: name, mark, value.
class AddressCutter {
 public:
  AddressCutter(std::string_view token, int depth) : token_{token}, depth_{depth} {}

  std::string text() {
    take_user();
    while (at_ < token_.size()) take_piece();
    return std::move(out_);
  }

 private:
  void take_user() {
    if (const auto begin = authority_begin(token_)) {
      const std::size_t end = user_end(token_, *begin);
      out_ += token_.substr(0, *begin);
      if (end > *begin) out_ += std::string{kCut} + "@";
      at_ = end;
      is_address_ = true;
    } else if (const auto user = bare_user(token_)) {
      out_ += std::string{token_.substr(0, user->first)} + std::string{kCut};
      at_ = user->second;
    }
  }

  void take_piece() {
    const std::size_t end = std::min(token_.find_first_of("/\\?&;#=:,", at_), token_.size());
    const std::string_view piece = token_.substr(at_, end - at_);
    const std::string name = plain_name(piece.substr(name_begin(piece, piece.size())));
    out_ += without_inner(piece);
    at_ = end;
    if (end == token_.size()) return;
    const char mark = token_[at_++];
    out_ += mark;
    const char before = std::exchange(before_, mark);
    if (mark == '?' || mark == '#') in_path_ = false;
    if (!is_address_ && at_ < token_.size() && token_[at_] == '\'') return;  // a quotation may go on behind a blank
    if (mark == '=' ? is_secret_value(before, name) : is_secret_segment(mark, before, name)) cut_value();
  }

  [[nodiscard]] bool is_secret_value(char before, const std::string& name) const {
    const bool parameter = is_address_ || (before != '\0' && before != ':');
    return parameter ? is_secret_in_address(name) : is_secret_anywhere(name);
  }

  /// "/apikey/VALUE/", "apikey:VALUE" in an address.
  [[nodiscard]] bool is_secret_segment(char mark, char before, const std::string& name) const {
    if (!is_address_ || !in_path_ || before == '\0') return false;
    return (mark == '/' && is_one(kSecretSegments, name)) || (mark == ':' && is_secret_anywhere(name));
  }

  void cut_value() {
    const std::size_t end = std::min(token_.find_first_of(in_path_ ? "/\\?&;#" : "&;#", at_), token_.size());
    std::size_t value_end = end;
    // The mark that ends a quotation around the address in a message.
    const std::string_view value = token_.substr(at_, end - at_);
    if (const auto quote = value.find_last_not_of(".,:;)]}"); quote != std::string_view::npos && value[quote] == '\'')
      value_end = at_ + quote;
    if (value_end > at_) out_ += kCut;
    at_ = value_end;
  }

  /// An encoded address may be a value, or a part of a path.
  [[nodiscard]] std::string without_inner(std::string_view piece) const {
    if (depth_ == 0 || piece.find('%') == std::string_view::npos) return std::string{piece};
    const std::string inner = decoded(piece);
    return cut(inner, depth_ - 1) == inner ? std::string{piece} : std::string{kCut};
  }

  std::string_view token_;
  int depth_;
  std::string out_;
  std::size_t at_ = 0;
  bool is_address_ = false;
  bool in_path_ = true;
  char before_ = '\0';
};

std::string cut_addresses(std::string_view text, int depth) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(kTokenEnds, at), text.size());
    if (end > at) result += AddressCutter{text.substr(at, end - at), depth}.text();
    if (end < text.size()) result += text[end];
    at = end + 1;
  }
  return result;
}

/// Settings and headers outside addresses: password = 'a b', "api_key": "x", Authorization: Basic x.
class SettingCutter {
 public:
  explicit SettingCutter(std::string_view text) : text_{text} {}

  std::string text() {
    for (std::size_t at = text_.find_first_of("=:"); at != std::string_view::npos; at = text_.find_first_of("=:", at)) {
      at = take(at);
    }
    out_ += text_.substr(done_);
    return std::move(out_);
  }

 private:
  /// Where to go on looking.
  std::size_t take(std::size_t mark) {
    std::size_t name_end = text_.find_last_not_of(kBlanks, mark == 0 ? 0 : mark - 1);
    if (mark == 0 || name_end == std::string_view::npos || name_end >= mark) return mark + 1;
    const bool quoted = text_[name_end] == '"' || text_[name_end] == '\'';
    name_end += quoted ? 0 : 1;
    const std::string name =
        plain_name(text_.substr(name_begin(text_, name_end), name_end - name_begin(text_, name_end)));
    const bool header = text_[mark] == ':' && is_one(kSecretHeaders, name);
    const bool setting = (text_[mark] == '=' || quoted) && is_secret_anywhere(name);
    if (!header && !setting) return mark + 1;
    const std::size_t begin = text_.find_first_not_of(kBlanks, mark + 1);
    if (begin == std::string_view::npos || text_.substr(begin).starts_with(kCut)) return mark + 1;
    return cut_value(begin, header);
  }

  std::size_t cut_value(std::size_t begin, bool header) {
    const char first = text_[begin];
    const bool quoted = first == '"' || first == '\'';
    begin += quoted ? 1 : 0;
    const std::string_view ends = header ? "\r\n\"" : "&;# \t\r\n\"<>";
    const std::size_t end =
        std::min(quoted ? text_.find(first, begin) : text_.find_first_of(ends, begin), text_.size());
    if (begin < done_ || end == begin) return std::max(end, begin + 1);
    out_ += std::string{text_.substr(done_, begin - done_)} + std::string{kCut};
    done_ = end;
    return end;
  }

  std::string_view text_;
  std::string out_;
  std::size_t done_ = 0;
};

std::string cut(std::string_view text, int depth) {
  const std::string addresses = cut_addresses(text, depth);
  return SettingCutter{addresses}.text();
}

}  // namespace

std::string without_secrets(std::string_view text) {
  if (text.find_first_of("=:@%/") == std::string_view::npos) return std::string{text};
  // What is cut may bring a name beside a mark: on until nothing changes.
  constexpr int kMostRounds = 8;
  std::string shown = cut(text, kDeepest);
  for (int round = 0; round < kMostRounds; ++round) {
    std::string again = cut(shown, kDeepest);
    if (again == shown) break;
    shown = std::move(again);
  }
  return shown;
}

}  // namespace trek::core
