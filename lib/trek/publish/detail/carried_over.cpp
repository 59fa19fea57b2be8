#include "trek/publish/detail/carried_over.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <set>

#include "trek/core/error.hpp"
#include "trek/core/input_file.hpp"
#include "trek/core/sha256.hpp"
#include "trek/publish/users_content.hpp"

namespace trek::publish::detail {
namespace {

using Names = std::vector<std::string>;

bool is_sqlite(const std::filesystem::path& file) {
  if (!core::find_input_fault(file).empty()) return false;
  std::array<char, 16> head{};
  std::ifstream in{file, std::ios::binary};
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  return in && std::string_view{head.data(), 15} == "SQLite format 3";
}

std::string style_line(std::string_view layer, std::string_view name, std::string_view qml) {
  return fmt::format("style {} {} {}", layer, core::sha256(qml), name);
}

/// The old file, attached as `old`, beside the new one.
class CarryOver {
  struct UserStyle {
    std::int64_t id = 0;
    std::string layer;
    std::string name;
    bool is_default = false;
  };

 public:
  CarryOver(const Database& database, const std::filesystem::path& old, const OwnContent& own)
      : database_{database}, shown_{old.string()}, own_{own} {
    Statement attach{database, "ATTACH ? AS old"};
    const std::string uri = immutable_uri(old);
    attach.bind(1, uri).run();
    check_sound();
    read_mark();
    find_tables();
    if (has("layer_styles")) find_styles();
    if (has("qgis_projects"))
      projects_ = texts("SELECT name FROM old.qgis_projects WHERE name <> ? ORDER BY name", project());
  }

  [[nodiscard]] Names found() const {
    Names all;
    for (const std::string& table : tables_) {
      if (!is_book(table)) all.push_back("table " + table);
    }
    for (const std::string& view : views_) all.push_back("view " + view);
    for (const UserStyle& style : styles_) all.push_back(fmt::format("style {} of {}", style.name, style.layer));
    for (const std::string& name : projects_) all.push_back("project " + name);
    return all;
  }

  void copy() const {
    check_free();
    database_.execute("BEGIN");
    for (const std::string& table : tables_) copy_table(table);
    for (const std::string& table : tables_) copy_around(table);
    for (const std::string& view : views_) create("view", view), copy_around(view);
    for (const UserStyle& style : styles_) copy_style(style);
    count_styles();
    for (const std::string& name : projects_) copy_project(name);
    database_.execute("COMMIT; DETACH old");
  }

 private:
  [[nodiscard]] Names texts(const std::string& sql, std::string_view bound = {}) const {
    Statement statement{database_, sql};
    if (!bound.empty()) statement.bind(1, bound);
    Names result;
    while (statement.step()) result.push_back(statement.text(0));
    return result;
  }
  [[nodiscard]] bool has(std::string_view table, std::string_view file = "old") const {
    return !texts(fmt::format("SELECT name FROM {}.sqlite_master WHERE lower(name) = lower(?)", file), table).empty();
  }
  void run(const std::string& sql, std::string_view bound) const {
    Statement statement{database_, sql};
    statement.bind(1, bound).run();
  }
  [[noreturn]] void fail(const std::string& what) const { core::refuse_argument(fmt::format("{}: {}", shown_, what)); }

  void check_sound() const {
    const Names faults = texts("PRAGMA old.quick_check(1)");
    if (faults.size() == 1 && faults.front() == "ok") return;
    fail("is damaged, so that nothing of yours in it can be kept; move it away, or give another name");
  }

  void read_mark() {
    const Names marks = has("gpkg_metadata")
                            ? texts("SELECT metadata FROM old.gpkg_metadata WHERE md_standard_uri = ?", kMarkUri)
                            : Names{};
    is_marked_ = !marks.empty();
    for (const std::string& mark : marks) {
      for (std::size_t begin = 0; begin < mark.size();) {
        const std::size_t end = std::min(mark.find('\n', begin), mark.size());
        mark_.insert(mark.substr(begin, end - begin));
        begin = end + 1;
      }
    }
    const bool made_by_trek =
        has("qgis_projects") && !texts("SELECT name FROM old.qgis_projects WHERE name = ?", project()).empty();
    if (is_marked_ || !made_by_trek || !has("gpkg_contents")) return;
    const Names times = texts("SELECT last_change FROM old.gpkg_contents GROUP BY 1 ORDER BY count(*) DESC LIMIT 1");
    if (!times.empty()) old_time_ = times.front();
  }

  [[nodiscard]] bool is_new(const std::string& table) const {
    return std::any_of(own_.tables.begin(), own_.tables.end(), [&](const std::string& own) { return own == table; });
  }
  [[nodiscard]] bool was_treks(const std::string& table) const {
    if (is_marked_) return mark_.contains("table " + table);
    if (old_time_.empty()) return false;
    const Names time = texts("SELECT last_change FROM old.gpkg_contents WHERE table_name = ?", table);
    return (!time.empty() && time.front() == old_time_) || is_new(table);
  }

  static bool is_book(std::string_view table) {
    return table.starts_with("gpkg") || table == "layer_styles" || table == "qgis_projects";
  }
  [[nodiscard]] std::string_view project() const {
    return own_.project.empty() ? "trek" : std::string_view{own_.project};
  }

  /// Tables and views of the user's, and the books of extensions that the new file has not.
  void find_tables() {
    const Names all = texts(
        "SELECT m.name FROM old.sqlite_master m WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        "AND "
        "NOT EXISTS (SELECT 1 FROM old.sqlite_master v WHERE v.type = 'table' AND v.sql LIKE 'CREATE VIRTUAL%' AND "
        "(m.name = v.name OR m.name IN (v.name || '_node', v.name || '_parent', v.name || '_rowid'))) ORDER BY "
        "m.rowid");
    for (const std::string& table : all) {
      const bool kept_elsewhere = table == "layer_styles" || table == "qgis_projects";
      const bool stays = is_book(table) ? kept_elsewhere || has(table, "main") : was_treks(table);
      if (!stays) tables_.push_back(table);
    }
    views_ = texts("SELECT name FROM old.sqlite_master WHERE type = 'view' ORDER BY rowid");  // trek makes none
  }

  /// A new layer does not take the place of anything of the user's.
  void check_free() const {
    for (const Names* names : {&tables_, &views_}) {
      for (const std::string& name : *names) {
        if (!has(name, "main")) continue;
        fail(fmt::format(
            "its table '{}' is not trek's, and a new one has that name; rename yours, or give another name", name));
      }
    }
  }

  void create(const std::string& type, const std::string& table) const {
    const Names statements = texts(
        fmt::format("SELECT sql FROM old.sqlite_master WHERE type = '{}' AND sql IS NOT NULL AND tbl_name = ?", type),
        table);
    for (const std::string& sql : statements) database_.execute(sql);
  }

  void copy_table(const std::string& table) const {
    create("table", table);
    database_.execute(fmt::format("INSERT INTO main.{0} SELECT * FROM old.{0}", sql_name(table)));
    create("index", table);
  }

  /// What the books say of a table; its spatial index before its triggers, which would fill it again.
  void copy_around(const std::string& table) const {
    if (has("gpkg_contents")) copy_contents(table);
    copy_rows("gpkg_geometry_columns", table);
    copy_rows("gpkg_data_columns", table);
    copy_rows("gpkg_extensions", table);
    copy_rows("gpkg_ogr_contents", table);
    if (has("gpkg_data_column_constraints"))
      database_.execute(
          "INSERT OR IGNORE INTO main.gpkg_data_column_constraints SELECT * FROM old.gpkg_data_column_constraints");
    if (has("gpkg_metadata_reference")) copy_metadata(table);
    const Names trees = texts(
        "SELECT name FROM old.sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL%rtree%' AND name LIKE "
        "'rtree\\_' || ? || '\\_%' ESCAPE '\\'",
        table);
    for (const std::string& tree : trees) {
      create("table", tree);
      database_.execute(fmt::format("INSERT INTO main.{0} SELECT * FROM old.{0}", sql_name(tree)));
    }
    create("trigger", table);
  }

  void copy_contents(const std::string& table) const {
    run("INSERT OR IGNORE INTO main.gpkg_spatial_ref_sys SELECT srs_name, srs_id, organization, "
        "organization_coordsys_id, definition, description FROM old.gpkg_spatial_ref_sys WHERE srs_id IN (SELECT "
        "srs_id "
        "FROM old.gpkg_contents WHERE table_name = ?)",
        table);
    // Titles are unique in a file: of two the new layer has it.
    run("INSERT INTO main.gpkg_contents SELECT table_name, data_type, CASE WHEN identifier IN (SELECT identifier FROM "
        "main.gpkg_contents) THEN table_name ELSE identifier END, description, last_change, min_x, min_y, max_x, "
        "max_y, "
        "srs_id FROM old.gpkg_contents WHERE table_name = ?",
        table);
  }

  void copy_rows(const std::string& book, const std::string& table) const {
    if (!has(book)) return;
    run(fmt::format("INSERT OR IGNORE INTO main.{0} SELECT * FROM old.{0} WHERE table_name = ?", book), table);
  }

  void copy_metadata(const std::string& table) const {
    if (!has("gpkg_metadata_reference", "main")) return;
    run("INSERT OR IGNORE INTO main.gpkg_metadata SELECT id + 1000000, md_scope, md_standard_uri, mime_type, metadata "
        "FROM old.gpkg_metadata WHERE id IN (SELECT md_file_id FROM old.gpkg_metadata_reference WHERE table_name = ?)",
        table);
    run("INSERT INTO main.gpkg_metadata_reference SELECT reference_scope, table_name, column_name, row_id_value, "
        "timestamp, md_file_id + 1000000, NULL FROM old.gpkg_metadata_reference WHERE table_name = ?",
        table);
  }

  [[nodiscard]] bool was_treks(const std::string& layer, const std::string& name, const std::string& qml,
                               const std::string& time) const {
    return is_marked_ ? mark_.contains(style_line(layer, name, qml)) : !old_time_.empty() && time == old_time_;
  }

  void find_styles() {
    Statement old{database_,
                  "SELECT id, f_table_name, styleName, styleQML, update_time, coalesce(useAsDefault, 0) FROM "
                  "old.layer_styles ORDER BY id"};
    while (old.step()) {
      if (was_treks(old.text(1), old.text(2), old.text(3), old.text(4))) continue;
      styles_.push_back({old.integer(0), old.text(1), old.text(2), old.integer(5) != 0});
    }
  }

  void copy_style(const UserStyle& style) const {
    if (!has("layer_styles", "main")) {
      create("table", "layer_styles");
      copy_rows("gpkg_contents", "layer_styles");
      copy_rows("gpkg_ogr_contents", "layer_styles");
    }
    if (style.is_default) run("UPDATE main.layer_styles SET useAsDefault = 0 WHERE f_table_name = ?", style.layer);
    Statement insert{database_,
                     "INSERT INTO main.layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
                     "styleName, styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) SELECT "
                     "f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, "
                     "useAsDefault, description, owner, ui, update_time FROM old.layer_styles WHERE id = ?"};
    insert.bind(1, style.id).run();
  }

  void count_styles() const {
    if (styles_.empty()) return;
    database_.execute(
        "UPDATE main.gpkg_ogr_contents SET feature_count = (SELECT count(*) FROM main.layer_styles) WHERE table_name = "
        "'layer_styles'");
  }

  void copy_project(const std::string& name) const {
    if (!has("qgis_projects", "main")) create("table", "qgis_projects");
    run("INSERT INTO main.qgis_projects SELECT name, metadata, content FROM old.qgis_projects WHERE name = ?", name);
  }

  const Database& database_;
  std::string shown_;
  const OwnContent& own_;
  bool is_marked_ = false;
  std::set<std::string, std::less<>> mark_;
  std::string old_time_;  // of all that trek wrote; empty: with a mark, or not trek's
  Names tables_;
  Names views_;
  std::vector<UserStyle> styles_;
  Names projects_;
};

}  // namespace

std::string mark_of(const OwnContent& own) {
  std::string mark;
  for (const std::string& table : own.tables) mark += fmt::format("table {}\n", table);
  for (const Style& style : own.styles) mark += style_line(style.layer, style.name, style.qml) + "\n";
  return mark;
}

void carry_over(const Database& database, const std::filesystem::path& old, const OwnContent& own) {
  if (is_sqlite(old)) CarryOver{database, old, own}.copy();
}

}  // namespace trek::publish::detail

namespace trek::publish {

std::vector<std::string> users_content(const std::filesystem::path& file) {
  if (!detail::is_sqlite(file)) return {};
  const detail::Database nothing{":memory:", detail::OpenMode::write_new, core::ErrorKind::output, file.string()};
  return detail::CarryOver{nothing, file, {}}.found();
}

}  // namespace trek::publish
