#include "trek/fetch/detail/download.hpp"

#include <fmt/format.h>

#include <charconv>

#include "trek/core/error.hpp"
#include "trek/core/secrets.hpp"
#include "trek/core/sha256.hpp"
#include "trek/fetch/detail/content.hpp"

namespace trek::fetch::detail {
namespace {

namespace fs = std::filesystem;

/// What the server sends does not continue what is here.
struct DoesNotContinue {};

std::optional<std::uint64_t> parsed_count(std::string_view text) {
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return count;
}

[[noreturn]] void fail(core::ErrorKind kind, const std::string& url, const std::string& what) {
  throw core::Error{kind, fmt::format("{}: {}", url, what)};
}

class Download {
 public:
  Download(Visitor& visitor, const model::FetchRecipe& recipe, const fs::path& file,
           const std::optional<SourceNote>& known)
      : visitor_{visitor},
        recipe_{recipe},
        known_{known},
        address_{parsed_address(recipe.url)},
        extension_{lower_case(file.extension().string())},
        file_{file},
        part_{file},
        stage_{"fetch " + file.filename().string()} {
    take_up();
  }

  std::optional<SourceNote> run() {
    Response response = visited();
    if (response.status == 304 && known_) return std::nullopt;
    check_answered(address_, response);
    try {
      return finished();
    } catch (const core::Error&) {
      part_.drop();  // it is whole and wrong: nothing to continue
      throw;
    }
  }

 private:
  [[nodiscard]] bool continues() const { return part_.size() > 0 && !note_.validator().empty(); }

  /// A part without the note that says what it is part of is worth nothing.
  void take_up() {
    const auto note = find_part_note(file_);
    if (note && note->url == core::without_secrets(recipe_.url) && part_.size() >= kBeginningBytes) note_ = *note;
    if (continues()) return part_.keep();
    begin_anew();
  }

  void begin_anew() {
    part_.clear();
    part_.drop();
    note_ = {};
    beginning_.clear();
  }

  Response visited() {
    constexpr int kMostRounds = 3;
    for (int round = 0; round < kMostRounds; ++round) {
      try {
        const Response response = visited_once();
        if (response.status != 416 || !continues()) return response;
      } catch (const DoesNotContinue&) {
      }
      begin_anew();
    }
    fail(core::ErrorKind::data, recipe_.url, "goes on each time with another file than it began; get it by hand");
  }

  Response visited_once() {
    Visit visit{address_,
                [this] { return headers(); },
                {[this](const Response& response) { start(response); }, [this](std::string_view b) { add(b); }}};
    return visitor_.visit(visit);
  }

  [[nodiscard]] std::vector<std::string> headers() const {
    if (continues())
      return {fmt::format("Range: bytes={}-", part_.size()), fmt::format("If-Range: {}", note_.validator())};
    if (!known_) return {};
    if (!known_->etag.empty()) return {fmt::format("If-None-Match: {}", known_->etag)};
    if (!known_->last_modified.empty()) return {fmt::format("If-Modified-Since: {}", known_->last_modified)};
    return {};
  }

  void start(const Response& response) {
    if (response.status == 206) {
      check_continues(response);
    } else {
      begin_anew();
      note_ = {recipe_.url, response.header("etag"), response.header("last-modified"),
               parsed_count(response.header("content-length")).value_or(0)};
    }
    check_length();
    check_space();
  }

  void check_continues(const Response& response) {
    const auto range = parsed_content_range(response.header("content-range"));
    const std::string etag = response.header("etag");
    const bool same_file = etag.empty() || note_.etag.empty() || etag == note_.etag;
    const bool same_length = range && (range->length == 0 || note_.length == 0 || range->length == note_.length);
    if (!continues())
      fail(core::ErrorKind::data, recipe_.url, "answers with a part (206) where the whole was asked; get it by hand");
    if (!range || range->first != part_.size() || !same_file || !same_length) throw DoesNotContinue{};
    if (note_.length == 0) note_.length = range->length;
  }

  void check_length() const {
    if (recipe_.bytes > 0 && note_.length > 0 && note_.length != recipe_.bytes)
      fail(
          core::ErrorKind::data, recipe_.url,
          fmt::format("has {} bytes, expected {}; it is another file than the one named", note_.length, recipe_.bytes));
    check_size(note_.length);
  }

  void check_size(std::uint64_t bytes) const {
    if (bytes <= visitor_.largest_bytes()) return;
    fail(core::ErrorKind::limit, recipe_.url,
         fmt::format("has more than {:.1f} GB; allow more with --max-gb, or get it by hand",
                     static_cast<double>(visitor_.largest_bytes()) / 1e9));
  }

  void check_space() const {
    std::error_code error;
    const auto space = fs::space(file_.parent_path(), error);
    if (error || note_.length <= part_.size() || note_.length - part_.size() <= space.available) return;
    fail(core::ErrorKind::output, file_.string(),
         fmt::format("needs {} bytes, and its disk has {}; make room", note_.length - part_.size(), space.available));
  }

  void add(std::string_view bytes) {
    check_size(part_.size() + bytes.size());
    const bool told = part_.size() >= kBeginningBytes;
    if (!told) beginning_ += bytes.substr(0, kBeginningBytes - part_.size());
    part_.add(bytes);
    if (!told && part_.size() >= kBeginningBytes) {
      check_beginning(beginning_, extension_, recipe_.url);
      keep_from_here();
    }
    visitor_.control().report(stage_, part_.size(), note_.length);
  }

  void keep_from_here() {
    if (note_.validator().empty()) return;
    write_part_note(file_, note_);
    part_.keep();
  }

  SourceNote finished() {
    if (note_.length > 0 && part_.size() != note_.length)
      fail(core::ErrorKind::data, recipe_.url,
           fmt::format("gave {} of {} bytes; try again", part_.size(), note_.length));
    if (part_.size() < kBeginningBytes) check_beginning(beginning_, extension_, recipe_.url);
    SourceNote note;
    note.url = recipe_.url;
    note.bytes = part_.size();
    note.sha256 = core::sha256_of_file(part_.path());
    note.etag = note_.etag;
    note.last_modified = note_.last_modified;
    check_file(part_.path(), recipe_, note.sha256, extension_);
    part_.put_in_place();
    return note;
  }

  Visitor& visitor_;
  const model::FetchRecipe& recipe_;
  const std::optional<SourceNote>& known_;
  Address address_;
  std::string extension_;
  const fs::path& file_;
  PartFile part_;
  std::string stage_;
  PartNote note_;
  std::string beginning_;
};

}  // namespace

std::optional<ContentRange> parsed_content_range(std::string_view header) {
  constexpr std::string_view kUnit = "bytes ";
  const auto dash = header.find('-');
  const auto slash = header.find('/');
  if (!header.starts_with(kUnit) || dash == std::string_view::npos || slash == std::string_view::npos || slash < dash)
    return std::nullopt;
  const auto first = parsed_count(header.substr(kUnit.size(), dash - kUnit.size()));
  const auto last = parsed_count(header.substr(dash + 1, slash - dash - 1));
  const std::string_view whole = header.substr(slash + 1);
  const auto length = whole == "*" ? std::optional<std::uint64_t>{0} : parsed_count(whole);
  if (!first || !last || !length || *last < *first || (*length > 0 && *last >= *length)) return std::nullopt;
  return ContentRange{*first, *length};
}

void check_file(const fs::path& part, const model::FetchRecipe& recipe, const std::string& sha256,
                const std::string& extension) {
  const auto bytes = fs::file_size(part);
  if (recipe.bytes > 0 && bytes != recipe.bytes)
    fail(core::ErrorKind::data, recipe.url,
         fmt::format("gave {} bytes, expected {}; it is another file than the one named", bytes, recipe.bytes));
  if (!recipe.sha256.empty() && sha256 != lower_case(recipe.sha256))
    fail(core::ErrorKind::data, recipe.url,
         fmt::format("has the SHA-256 {}, expected {}; it is another file than the one named", sha256, recipe.sha256));
  if (extension == ".zip") check_zip(part, recipe.url);
}

std::optional<SourceNote> download(Visitor& visitor, const model::FetchRecipe& recipe, const fs::path& file,
                                   const std::optional<SourceNote>& known) {
  return Download{visitor, recipe, file, known}.run();
}

}  // namespace trek::fetch::detail
