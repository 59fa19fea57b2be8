#include "trek/publish/detail/sqlite.hpp"

#include <sqlite3.h>

#include <fmt/format.h>

#include <cerrno>
#include <cmath>
#include <new>
#include <system_error>

#include "trek/core/shortage.hpp"

namespace trek::publish::detail {
namespace {

std::string_view reason_of(int system_error) {
  switch (system_error) {
    case ENOSPC:
      return "the disk is full; make room and run again";
    case EDQUOT:
      return "the disk quota is used up";
    case EFBIG:
      return "the file grew beyond the limit set for files (ulimit -f)";
    case EROFS:
      return "the file system is read-only";
    case EACCES:
      return "no permission";
    default:
      return {};
  }
}

/// errno of the last failed write; kept by SQLite's file layer, not by the connection.
int last_system_error(sqlite3* handle) {
  int code = 0;
  sqlite3_file_control(handle, "main", SQLITE_FCNTL_LAST_ERRNO, &code);
  return code != 0 ? code : sqlite3_system_errno(handle);
}

std::string describe(sqlite3* handle) {
  const int code = sqlite3_errcode(handle) & 0xFF;
  if (code == SQLITE_INTERRUPT)
    return "one of its tables is a view that gives no rows in any reasonable time; make a table of it";
  if (code == SQLITE_NOMEM || code == SQLITE_CANTOPEN) core::check_shortage(sqlite3_errmsg(handle));
  if (code == SQLITE_NOMEM) throw std::bad_alloc{};
  const auto reason = reason_of(last_system_error(handle));
  if (!reason.empty()) return std::string{reason};
  if (sqlite3_errcode(handle) == SQLITE_FULL) return "the disk is full; make room and run again";
  return sqlite3_errmsg(handle);
}

void check_length(const std::filesystem::path& file, const std::string& shown) {
  constexpr std::size_t kLongest = 511;  // MAX_PATHNAME of SQLite's os_unix.c
  if (file.string().size() <= kLongest) return;
  core::refuse_argument(shown + ": with its folders a name of more than " + std::to_string(kLongest) +
                        " bytes cannot be opened as a GeoPackage; give a shorter one");
}

}  // namespace

void Database::Close::operator()(sqlite3* handle) const noexcept { sqlite3_close_v2(handle); }
void Statement::Finalize::operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }

Database::Database(const std::filesystem::path& file, OpenMode mode, core::ErrorKind kind, std::string shown)
    : kind_{kind}, shown_{std::move(shown)} {
  const bool as_is = mode == OpenMode::read_only;
  const std::string name = as_is ? immutable_uri(file) : file.string();
  const int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | (as_is ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &handle, flags, nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) check_length(file, shown_);
  if (code != SQLITE_OK) fail();
  if (mode != OpenMode::write_new) watch(file);
  sqlite3_extended_result_codes(handle, 1);
  // What a file holds is data: it may not call functions with side effects.
  execute("PRAGMA trusted_schema=OFF");
}

void Database::watch(const std::filesystem::path& file) {
  constexpr int kStepsACall = 100'000;
  std::error_code ignored;
  const auto bytes = std::filesystem::file_size(file, ignored);
  steps_ = std::make_unique<Steps>(Steps{30'000'000 + (ignored ? 0 : 20 * bytes), 0});
  const auto on_steps = [](void* data) {
    auto& steps = *static_cast<Steps*>(data);
    steps.since_row += kStepsACall;
    return steps.since_row > steps.most ? 1 : 0;
  };
  sqlite3_progress_handler(handle_.get(), kStepsACall, on_steps, steps_.get());
}

void Database::execute(const std::string& sql) const {
  if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

void Database::close() {
  if (sqlite3_close(handle_.get()) != SQLITE_OK) fail();
  static_cast<void>(handle_.release());
}

void Database::fail() const { throw core::Error{kind_, shown_ + ": " + describe(handle_.get())}; }

Statement::Statement(const Database& database, std::string_view sql) : database_{&database} {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(database.handle(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  statement_.reset(statement);
  check(code);
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) database_->fail();
}

Statement& Statement::bind_null(int parameter) {
  check(sqlite3_bind_null(statement_.get(), parameter));
  return *this;
}

Statement& Statement::bind(int parameter, std::int64_t value) {
  check(sqlite3_bind_int64(statement_.get(), parameter, value));
  return *this;
}

Statement& Statement::bind(int parameter, double value) {
  if (!std::isfinite(value)) return bind_null(parameter);
  check(sqlite3_bind_double(statement_.get(), parameter, value));
  return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
  const char* const start = text.data() != nullptr ? text.data() : "";
  check(sqlite3_bind_text64(statement_.get(), parameter, start, text.size(), nullptr, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind_blob(int parameter, std::span<const std::byte> bytes) {
  check(sqlite3_bind_blob64(statement_.get(), parameter, bytes.data(), bytes.size(), nullptr));
  return *this;
}

bool Statement::step() {
  if (database_->steps_) database_->steps_->since_row = 0;
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_->fail();
  return false;
}

void Statement::run() {
  while (step()) {
  }
  check(sqlite3_reset(statement_.get()));
}

bool Statement::is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }
std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }
double Statement::real(int column) const { return sqlite3_column_double(statement_.get(), column); }

std::string Statement::text(int column) const {
  // SQLite hands out text as unsigned char; the blob interface gives the same bytes without a reinterpreting cast.
  const auto* const start = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  if (start == nullptr) return {};
  return {start, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::span<const std::byte> Statement::blob(int column) const {
  const auto* const start = static_cast<const std::byte*>(sqlite3_column_blob(statement_.get(), column));
  if (start == nullptr) return {};
  return {start, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::string immutable_uri(const std::filesystem::path& file) {
  std::string uri = "file:";
  for (const char c : file.string()) {
    const bool special = c == '%' || c == '?' || c == '#';
    uri += special ? fmt::format("%{:02x}", static_cast<unsigned>(static_cast<unsigned char>(c))) : std::string{c};
  }
  return uri + "?immutable=1";
}

std::string sql_name(std::string_view name) {
  std::string result{'"'};
  for (const char c : name) {
    if (c == '"') result += '"';
    result += c;
  }
  return result += '"';
}

}  // namespace trek::publish::detail
