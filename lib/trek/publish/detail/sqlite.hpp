#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "trek/core/error.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace trek::publish::detail {

/// A copy is its reader's own: what a program wrote last and left beside it is taken in.
enum class OpenMode { read_only, read_copy, write_new };

/// A URI under which SQLite reads a file without a lock and without files beside it, also where its journal mode is
/// WAL.
[[nodiscard]] std::string immutable_uri(const std::filesystem::path& file);

/// One SQLite file. What is read only stays as it is, and nothing comes beside it. A statement that reads for 300
/// million steps and 20 a byte of the file without giving a row is ended: what stands for a table may be a view. Every
/// failure is an Error of the kind given, with `shown` (what the user calls the file) in front.
class Database {
 public:
  Database(const std::filesystem::path& file, OpenMode mode, core::ErrorKind kind, std::string shown);
  void execute(const std::string& sql) const;
  /// Throws when something could not be written on closing.
  void close();
  [[noreturn]] void fail() const;
  [[nodiscard]] sqlite3* handle() const noexcept { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const noexcept;
  };
  friend class Statement;
  void watch(const std::filesystem::path& file);

  struct Steps {
    std::uint64_t most = 0;
    std::uint64_t since_row = 0;
  };
  std::unique_ptr<Steps> steps_;  // its address is what SQLite holds
  std::unique_ptr<sqlite3, Close> handle_;
  core::ErrorKind kind_;
  std::string shown_;
};

/// A prepared statement; parameters count from 1, columns from 0. Text and blobs that are bound must live until `step`.
class Statement {
 public:
  Statement(const Database& database, std::string_view sql);
  Statement& bind_null(int parameter);
  Statement& bind(int parameter, std::int64_t value);
  Statement& bind(int parameter, double value);  // NaN and infinity: NULL
  Statement& bind(int parameter, std::string_view text);
  Statement& bind_blob(int parameter, std::span<const std::byte> bytes);
  /// True while there is a row.
  bool step();
  /// Runs to the end and makes ready for the next values.
  void run();

  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::string text(int column) const;
  /// Until the next step.
  [[nodiscard]] std::span<const std::byte> blob(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept;
  };
  void check(int code) const;
  const Database* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// "name", for SQL.
[[nodiscard]] std::string sql_name(std::string_view name);

}  // namespace trek::publish::detail
