#include "trek/publish/relink.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/input_file.hpp"
#include "trek/core/target_file.hpp"
#include "trek/publish/detail/project_archive.hpp"
#include "trek/publish/detail/project_marks.hpp"
#include "trek/publish/detail/sqlite.hpp"
#include "trek/publish/geopackage.hpp"

namespace trek::publish {
namespace {

namespace fs = std::filesystem;
using detail::Database;
using detail::Statement;

constexpr std::string_view kLayerMark = "|layername=";
constexpr std::array<std::pair<std::string_view, char>, 5> kEntities{
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};

std::string without_entities(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const auto entity = std::ranges::find_if(kEntities, [&](const auto& one) { return text.starts_with(one.first); });
    result += entity == kEntities.end() ? text.front() : entity->second;
    text.remove_prefix(entity == kEntities.end() ? 1 : entity->first.size());
  }
  return result;
}

std::string with_entities(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const auto entity = std::ranges::find(kEntities, c, &std::pair<std::string_view, char>::second);
    const bool stays = entity == kEntities.end() || c == '\'';  // as QGIS writes it
    result += stays ? std::string{c} : std::string{entity->first};
  }
  return result;
}

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::string_view part_of(std::string_view text, Span span) { return text.substr(span.begin, span.end - span.begin); }

/// The content of the element that begins at `start`, which holds none of its own kind.
std::optional<Span> content_at(std::string_view text, std::size_t start, std::string_view close) {
  const auto begin = text.find('>', start);
  const auto end = begin == std::string_view::npos ? begin : text.find(close, begin);
  if (end == std::string_view::npos) return std::nullopt;
  return Span{begin + 1, end};
}

/// A list of variables: an element of that name, or as QGIS writes it since 3.26 one <properties> of that name.
std::optional<Span> find_list(std::string_view text, std::string_view name) {
  if (const auto start = text.find(fmt::format("<{} ", name)); start != std::string_view::npos)
    return content_at(text, start, fmt::format("</{}>", name));
  const auto mark = fmt::format("name=\"{}\"", name);
  for (auto at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1)) {
    const auto start = text.rfind('<', at);
    if (start != std::string_view::npos && text.substr(start).starts_with("<properties "))
      return content_at(text, start, "</properties>");
  }
  return std::nullopt;
}

std::vector<Span> values_in(std::string_view text, Span list) {
  std::vector<Span> values;
  for (auto at = text.find("<value>", list.begin); at < list.end; at = text.find("<value>", at + 1)) {
    if (const auto value = content_at(text, at, "</value>")) values.push_back(*value);
  }
  return values;
}

/// The text of a .qgs. It is changed where it has to be and nowhere else: it may be a user's.
class ProjectText {
 public:
  explicit ProjectText(std::string text) : text_{std::move(text)} {}

  [[nodiscard]] const std::string& text() const noexcept { return text_; }

  /// The value of a variable of the project; nothing where it has none of that name.
  [[nodiscard]] std::optional<std::string> find_variable(std::string_view name) const {
    const auto place = place_of(name);
    if (!place) return std::nullopt;
    return without_entities(part_of(text_, *place));
  }

  void set_variable(std::string_view name, std::string_view value) {
    const auto place = place_of(name);
    if (place) text_.replace(place->begin, place->end - place->begin, with_entities(value));
  }

  /// Asks `renamed(path, table)` of each source with a layer; what it gives takes the place of the path.
  template <class Renamed>
  void rename_sources(const Renamed& renamed) {
    for (auto mark = text_.find(kLayerMark); mark != std::string::npos; mark = text_.find(kLayerMark, mark + 1)) {
      const auto before = text_.find_last_of("\">\n", mark);
      const auto begin = before == std::string::npos ? 0 : before + 1;
      const auto table_begin = mark + kLayerMark.size();
      const auto table_end = std::min(text_.find_first_of("|\"<\n", table_begin), text_.size());
      const std::string_view all{text_};
      const auto path = without_entities(all.substr(begin, mark - begin));
      const auto table = without_entities(all.substr(table_begin, table_end - table_begin));
      const std::optional<std::string> other = renamed(path, table);
      if (!other) continue;
      const auto written = with_entities(*other);
      text_.replace(begin, mark - begin, written);
      mark = begin + written.size();
    }
  }

 private:
  [[nodiscard]] std::optional<Span> place_of(std::string_view name) const {
    const auto names = find_list(text_, "variableNames");
    const auto values = find_list(text_, "variableValues");
    if (!names || !values) return std::nullopt;
    const auto all_names = values_in(text_, *names);
    const auto all_values = values_in(text_, *values);
    for (std::size_t i = 0; i < all_names.size() && i < all_values.size(); ++i) {
      if (without_entities(part_of(text_, all_names[i])) == name) return all_values[i];
    }
    return std::nullopt;
  }

  std::string text_;
};

/// What a file is and holds, as its projects are looked at.
struct Home {
  fs::path file;  // links followed
  std::set<std::string> tables;
  std::optional<std::string> identity;  // of its data
};

class Relinking {
 public:
  Relinking(const Home& home, std::string name, ProjectText& text) : home_{home}, text_{text} {
    told_.name = std::move(name);
    made_for_ = text.find_variable(detail::kFileVariable);
    // Of an older trek: its own project reads no other file than the one that it is in.
    is_ours_ = !made_for_ && told_.name == "trek";
  }

  RelinkedProject run() && {
    text_.rename_sources([this](const std::string& path, const std::string& table) { return renamed(path, table); });
    const auto name = home_.file.filename().string();
    text_.set_variable(detail::kFileVariable, name);
    text_.set_variable(detail::kPatternVariable, detail::file_pattern(name));
    const auto of_run = text_.find_variable(detail::kRunVariable);
    if (of_run && home_.identity && *of_run != *home_.identity) {
      told_.was_of_other_run = true;
      text_.set_variable(detail::kRunVariable, *home_.identity);
    }
    return std::move(told_);
  }

 private:
  std::optional<std::string> renamed(const std::string& path, const std::string& table) {
    std::error_code ignored;
    const fs::path read = (home_.file.parent_path() / path).lexically_normal();
    const bool is_here = read == home_.file || fs::equivalent(read, home_.file, ignored);
    if (is_here && read.filename() == home_.file.filename()) return std::nullopt;
    const bool was_this = (made_for_ && read.filename().string() == *made_for_) || is_ours_ || is_here;
    const bool is_lost = !fs::exists(read, ignored);
    const bool has_it = home_.tables.contains(table);
    if (has_it && (was_this || is_lost)) {
      note(told_.from, path);
      ++told_.source_count;
      return "./" + home_.file.filename().string();
    }
    if (is_lost) note(told_.lost, path);
    return std::nullopt;
  }

  static void note(std::vector<std::string>& list, const std::string& text) {
    if (std::ranges::find(list, text) == list.end()) list.push_back(text);
  }

  const Home& home_;
  ProjectText& text_;
  std::optional<std::string> made_for_;
  bool is_ours_ = false;
  RelinkedProject told_;
};

bool has_table(const Database& database, std::string_view name) {
  Statement statement{database, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"};
  statement.bind(1, name);
  return statement.step() && statement.integer(0) > 0;
}

Home home_of(const Database& database, const fs::path& file) {
  Home home{file, {}, std::nullopt};
  Statement tables{database, "SELECT table_name FROM gpkg_contents"};
  while (tables.step()) home.tables.insert(tables.text(0));
  if (!home.tables.contains("run")) return home;
  Statement identity{database, "SELECT value FROM run WHERE key = ?"};
  const std::string key{kIdentityKey};
  identity.bind(1, key);
  if (identity.step()) home.identity = identity.text(0);
  return home;
}

/// The .qgs of an archive: the file that is changed.
detail::ArchivedFile& qgs_of(std::vector<detail::ArchivedFile>& files, const std::string& told) {
  const auto found = std::ranges::find_if(files, [](const auto& file) { return file.name.ends_with(".qgs"); });
  if (found == files.end())
    throw core::Error{core::ErrorKind::data, told + ": its archive holds no .qgs; save the project again in QGIS"};
  return *found;
}

struct StoredProject {
  std::string name;
  std::string content;
};

std::vector<StoredProject> stored_projects(const Database& database) {
  std::vector<StoredProject> projects;
  Statement statement{database, "SELECT name, content FROM qgis_projects ORDER BY name"};
  while (statement.step()) projects.push_back({statement.text(0), statement.text(1)});
  return projects;
}

RelinkedProject relinked(const Home& home, StoredProject& project) {
  const auto told = fmt::format("{}: project '{}'", home.file.string(), project.name);
  auto files = detail::archived_files(detail::bytes_of_hex(project.content, told), told);
  auto& qgs = qgs_of(files, told);
  ProjectText text{detail::unpacked(qgs, told)};
  auto result = Relinking{home, project.name, text}.run();
  if (result.changed()) {
    qgs = detail::archived(qgs.name, text.text());
    project.content = detail::hex(detail::zipped(files));
  }
  return result;
}

void copy_whole(const fs::path& from, const fs::path& to, const std::string& told) {
  std::error_code error;
  fs::copy_file(from, to, fs::copy_options::overwrite_existing, error);
  if (error) throw core::Error{core::ErrorKind::output, fmt::format("{}: cannot be copied: {}", told, error.message())};
}

}  // namespace

std::vector<RelinkedProject> relink(const fs::path& file) {
  if (core::is_absent(file))
    throw core::Error{core::ErrorKind::data, file.string() + ": no such file; give a GeoPackage that trek wrote"};
  core::check_input(file);
  check_file_name(file);
  core::TargetFile target{file, true};
  copy_whole(target.target(), target.temporary(), file.string());
  Database database{target.temporary(), detail::OpenMode::read_copy, core::ErrorKind::data, file.string()};
  if (!has_table(database, "qgis_projects") || !has_table(database, "gpkg_contents"))
    throw core::Error{core::ErrorKind::data,
                      file.string() + ": holds no QGIS project; give a GeoPackage that trek wrote"};
  const Home home = home_of(database, target.target());
  std::vector<RelinkedProject> all;
  bool changed = false;
  database.execute("PRAGMA journal_mode=DELETE");
  database.execute("BEGIN");
  for (StoredProject& project : stored_projects(database)) {
    all.push_back(relinked(home, project));
    if (!all.back().changed()) continue;
    changed = true;
    Statement update{database, "UPDATE qgis_projects SET content = ? WHERE name = ?"};
    update.bind(1, project.content).bind(2, project.name).run();
  }
  database.execute("COMMIT");
  database.close();
  if (changed) target.put_in_place();
  return all;
}

}  // namespace trek::publish
