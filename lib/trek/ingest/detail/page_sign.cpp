#include "trek/ingest/detail/page_sign.hpp"

#include <cpl_vsi.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <type_traits>
#include <vector>

#include "trek/config/field_key.hpp"
#include "trek/ingest/detail/ogr.hpp"

namespace trek::ingest::detail {

namespace {

std::optional<std::uint64_t> count_in(std::string_view text) {
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional{count} : std::nullopt;
}

void note_count(PageSign& sign, std::string_view member, std::string_view value) {
  const auto count = count_in(value);
  if (!count || (sign.whole_count && *sign.whole_count >= *count)) return;
  sign.whole_count = count;
  sign.member = member;
}

void note_more(PageSign& sign, std::string_view member) {
  sign.more = true;
  if (sign.member.empty()) sign.member = member;
}

/// Walks through JSON a character at a time and keeps the scalars that stand outside the list of features: a page of a
/// service says what it is before or behind them.
class JsonMembers {
 public:
  void take(char c) {
    if (in_text_) return take_in_text(c);
    switch (c) {
      case '"':
        in_text_ = true;
        text_.clear();
        break;
      case '{':
      case '[':
        open(c);
        break;
      case '}':
      case ']':
        close();
        break;
      case ':':
        if (!open_.empty() && deeper_ == 0) open_.back().key = config::field_key(text_);
        text_.clear();
        quoted_ = false;
        break;
      case ',':
        end_value();
        break;
      default:
        if (c > ' ' && text_.size() < kLongest) text_.push_back(c);
    }
  }
  [[nodiscard]] const PageSign& sign() const noexcept { return sign_; }

 private:
  static constexpr std::size_t kLongest = 64;
  static constexpr std::size_t kDeepest = 32;  // what is looked for stands on the first levels
  struct Open {
    bool is_object = false;
    std::string key;
  };

  void take_in_text(char c) {
    if (escaped_) {
      escaped_ = false;
    } else if (c == '\\') {
      escaped_ = true;
    } else if (c == '"') {
      in_text_ = false;
      quoted_ = true;
    } else if (text_.size() < kLongest) {
      text_.push_back(c);
    }
  }

  void open(char c) {
    text_.clear();
    quoted_ = false;
    if (open_.size() < kDeepest) return open_.push_back({c == '{', {}});
    ++deeper_;
  }

  void close() {
    if (deeper_ > 0) {
      --deeper_;
      text_.clear();
      return;
    }
    end_value();
    if (!open_.empty()) open_.pop_back();
  }

  [[nodiscard]] bool in_features() const noexcept { return open_.size() > 1 && open_[0].key == "features"; }

  /// The value of a member, or of a list, ends.
  void end_value() {
    if (!open_.empty() && deeper_ == 0 && open_.back().is_object && !in_features() && !text_.empty()) take_member();
    text_.clear();
    quoted_ = false;
  }

  void take_member() {
    const std::string& key = open_.back().key;
    const bool top = open_.size() == 1;
    if (top && (key == "totalfeatures" || key == "numbermatched")) {
      note_count(sign_, key == "totalfeatures" ? "totalFeatures" : "numberMatched", text_);
    }
    if (top && key == "next" && quoted_) note_more(sign_, "next");
    if (open_.size() <= 2 && key == "exceededtransferlimit" && text_ == "true") {
      note_more(sign_, "exceededTransferLimit");
    }
    const bool in_links = !top && config::field_key(open_[0].key) == "links";
    if (in_links && key == "rel" && text_ == "next") note_more(sign_, "links: next");
    if (in_links && key == "href" && open_[open_.size() - 2].key == "next") note_more(sign_, "links: next");
  }

  std::vector<Open> open_;
  std::uint64_t deeper_ = 0;  // levels below those
  std::string text_;
  bool in_text_ = false;
  bool escaped_ = false;
  bool quoted_ = false;
  PageSign sign_;
};

PageSign sign_of_json(VSILFILE* file) {
  JsonMembers members;
  std::vector<char> bytes(std::size_t{1} << 20U);
  while (const std::size_t count = VSIFReadL(bytes.data(), 1, bytes.size(), file)) {
    for (std::size_t i = 0; i < count; ++i) members.take(bytes[i]);
  }
  return members.sign();
}

/// The first element with its attributes: "<wfs:FeatureCollection numberMatched="2501" ...".
std::string_view first_element(std::string_view text) {
  std::size_t begin = text.find('<');
  while (begin != std::string_view::npos && begin + 1 < text.size() &&
         (text[begin + 1] == '?' || text[begin + 1] == '!'))
    begin = text.find('<', text.find('>', begin));
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, std::min(text.find('>', begin), text.size()) - begin);
}

std::string_view attribute(std::string_view element, std::string_view name) {
  for (auto at = element.find(name); at != std::string_view::npos; at = element.find(name, at + 1)) {
    const auto quote = at + name.size() + 1;
    const bool whole = at > 0 && (element[at - 1] == ' ' || element[at - 1] == '\n' || element[at - 1] == '\t');
    if (!whole || quote >= element.size() || element[quote - 1] != '=') continue;
    return element.substr(quote + 1, element.find(element[quote], quote + 1) - quote - 1);
  }
  return {};
}

PageSign sign_of_gml(VSILFILE* file) {
  constexpr std::size_t kHeadBytes = 65'536;
  constexpr std::size_t kTailBytes = 4'096;
  PageSign sign;
  std::string text(kHeadBytes, '\0');
  text.resize(VSIFReadL(text.data(), 1, text.size(), file));
  const auto element = first_element(text);
  note_count(sign, "numberMatched", attribute(element, "numberMatched"));
  if (!attribute(element, "next").empty()) note_more(sign, "next");
  VSIFSeekL(file, 0, SEEK_END);
  const auto size = VSIFTellL(file);
  VSIFSeekL(file, size > kTailBytes ? size - kTailBytes : 0, SEEK_SET);
  text.resize(kTailBytes);
  text.resize(VSIFReadL(text.data(), 1, text.size(), file));
  if (text.find("truncatedResponse") != std::string::npos) note_more(sign, "truncatedResponse");
  return sign;
}

}  // namespace

std::optional<PageSign> find_page_sign(const std::string& target, std::string_view driver) {
  if (driver != "GeoJSON" && driver != "ESRIJSON" && driver != "GML") return std::nullopt;
  const VsiFile file{VSIFOpenL(target.c_str(), "rb")};
  if (!file) return std::nullopt;
  PageSign sign = driver == "GML" ? sign_of_gml(file.get()) : sign_of_json(file.get());
  if (!sign.whole_count && !sign.more) return std::nullopt;
  return sign;
}

std::optional<std::string> find_missing_pages(const PageSign& sign, std::uint64_t found_count) {
  constexpr std::string_view remedy =
      "fetch all pages ('trek fetch' does, of a source with [fetch]) or ask the service for more at a time, and join "
      "them";
  if (sign.whole_count) {
    if (found_count >= *sign.whole_count) return std::nullopt;
    return fmt::format("{} of {} features: the first page, or another, of a service, as the file itself says ({}); {}",
                       found_count, *sign.whole_count, sign.member, remedy);
  }
  return fmt::format(
      "{} features and more that are not in it: the first page, or another, of a service, as the file "
      "itself says ({}); {}",
      found_count, sign.member, remedy);
}

}  // namespace trek::ingest::detail
