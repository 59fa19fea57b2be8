#include "support/sqlite_rows.hpp"

#include <sqlite3.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

namespace trek::test {
namespace {

struct Close {
  void operator()(sqlite3* handle) const noexcept { sqlite3_close(handle); }
};

int keep_row(void* rows, int count, char** values, char**) {
  auto& row = static_cast<std::vector<std::vector<std::string>>*>(rows)->emplace_back();
  for (int i = 0; i < count; ++i) row.emplace_back(values[i] != nullptr ? values[i] : "NULL");
  return 0;
}

std::vector<std::vector<std::string>> rows_of(const std::filesystem::path& file, const std::string& sql, int flags) {
  sqlite3* handle = nullptr;
  const int opened = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
  const std::unique_ptr<sqlite3, Close> owner{handle};
  std::vector<std::vector<std::string>> rows;
  if (opened != SQLITE_OK || sqlite3_exec(handle, sql.c_str(), keep_row, &rows, nullptr) != SQLITE_OK)
    throw std::runtime_error{sql + ": " + sqlite3_errmsg(handle)};
  return rows;
}

}  // namespace

std::vector<std::vector<std::string>> sqlite_rows(const std::filesystem::path& file, const std::string& sql) {
  return rows_of(file, sql, SQLITE_OPEN_READONLY);
}

void sqlite_change(const std::filesystem::path& file, const std::string& sql) {
  (void)rows_of(file, sql, SQLITE_OPEN_READWRITE);
}

std::string sqlite_value(const std::filesystem::path& file, const std::string& sql) {
  const auto rows = sqlite_rows(file, sql);
  if (rows.empty()) throw std::runtime_error{sql + ": no row"};
  return rows.front().front();
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  if (!stream) throw std::runtime_error{"cannot read " + file.string()};
  return {std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{}};
}

}  // namespace trek::test
