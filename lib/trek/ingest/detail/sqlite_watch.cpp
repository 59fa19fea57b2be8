#include "trek/ingest/detail/sqlite_watch.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace trek::ingest::detail {
namespace {

constexpr int kStepsACall = 100'000;
constexpr std::uint64_t kMostSteps = 30'000'000;
constexpr std::uint64_t kMostStepsAByte = 20;
constexpr std::uint64_t kMostRows = 1'000'000;

/// Of one connection; it goes with it.
struct Watched {
  std::shared_ptr<GdalScope::State> scope;
  std::string file;  // its name without folders
  std::uint64_t file_bytes = 0;
  std::uint64_t steps = 0;  // since the last row
  // Rows of the statements that are at work: GDAL looks up other things between the rows of a layer.
  std::array<std::pair<const void*, std::uint64_t>, 8> rows{};
  std::size_t next = 0;
  bool too_many_rows = false;
};

// Hooks that SQLite calls for every connection have no data of their own.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
thread_local std::optional<Watched> new_connections;

int end(Watched& watched, std::string why) {
  if (watched.scope->ended_because.empty()) ++watched.scope->failures;
  watched.scope->ended_because = std::move(why);
  return 1;
}

int on_steps(void* data) {
  auto& watched = *static_cast<Watched*>(data);
  watched.steps += kStepsACall;
  if (watched.scope->stop.stop_requested()) return end(watched, "stopped on request");
  if (watched.too_many_rows) {
    return end(watched,
               fmt::format("a view gives more rows than its file could hold ({} so far); make a table of those "
                           "that are meant",
                           kMostRows + watched.file_bytes));
  }
  const std::uint64_t most = kMostSteps + kMostStepsAByte * watched.file_bytes;
  if (watched.steps < most) return 0;
  return end(watched, fmt::format("a view gave no row within {} million steps; make a table of what it should give",
                                  most / 1'000'000));
}

std::uint64_t& rows_of(Watched& watched, const void* statement) {
  for (auto& [known, rows] : watched.rows) {
    if (known == statement) return rows;
  }
  auto& entry = watched.rows[watched.next++ % watched.rows.size()];
  entry = {statement, 0};
  return entry.second;
}

int on_trace(unsigned kind, void* data, void* subject, void* /*more*/) {
  auto& watched = *static_cast<Watched*>(data);
  if (kind == SQLITE_TRACE_CLOSE) {
    const std::unique_ptr<Watched> gone{&watched};
  } else if (kind == SQLITE_TRACE_STMT) {
    rows_of(watched, subject) = 0;
    watched.steps = 0;
  } else if (kind == SQLITE_TRACE_ROW) {
    watched.steps = 0;
    watched.too_many_rows = ++rows_of(watched, subject) > kMostRows + watched.file_bytes;
  }
  return 0;
}

int watch_connection(sqlite3* connection, const char** /*message*/, const sqlite3_api_routines* /*api*/) {
  if (!new_connections) return SQLITE_OK;  // another thread's
  const char* const name = sqlite3_db_filename(connection, "main");
  if (name == nullptr || !std::string_view{name}.ends_with(new_connections->file)) return SQLITE_OK;  // PROJ's own
  auto watched = std::make_unique<Watched>(*new_connections);
  sqlite3_progress_handler(connection, kStepsACall, on_steps, watched.get());
  sqlite3_trace_v2(connection, SQLITE_TRACE_STMT | SQLITE_TRACE_ROW | SQLITE_TRACE_CLOSE, on_trace, watched.release());
  return SQLITE_OK;
}

// SQLite asks for a function without arguments, and calls it with three.
void (*extension())() { return reinterpret_cast<void (*)()>(watch_connection); }

struct Watches {
  std::mutex mutex;
  int count = 0;
};

Watches& watches() {
  static Watches all;
  return all;
}

}  // namespace

SqliteWatch::SqliteWatch(const GdalScope& scope, const std::string& target, std::uint64_t file_bytes) {
  const std::string file = target.substr(target.rfind('/') + 1);
  new_connections.emplace(Watched{scope.state(), file, file_bytes, 0, {}, 0, false});
  const std::lock_guard lock{watches().mutex};
  if (watches().count++ == 0) sqlite3_auto_extension(extension());
}

SqliteWatch::~SqliteWatch() {
  new_connections.reset();
  const std::lock_guard lock{watches().mutex};
  if (--watches().count == 0) sqlite3_cancel_auto_extension(extension());
}

}  // namespace trek::ingest::detail
