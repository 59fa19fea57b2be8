#pragma once

#include <cstdint>
#include <string>

#include "trek/ingest/detail/ogr.hpp"

namespace trek::ingest::detail {

/// While it lives, every connection to `target` that SQLite opens on this thread is watched to its end: a view is a
/// program of whose making trek knows nothing, and GDAL waits for its rows for ever.
///
/// A statement is ended, with a failure in `scope`,
///  - when the scope's stop is asked for;
///  - when it gives no row within 30 million steps of SQLite and 20 a byte of the file (a search through a whole file
///    takes under one a byte);
///  - when it gives more rows than a million and one a byte of the file: memory would fill without end.
class SqliteWatch {
 public:
  SqliteWatch(const GdalScope& scope, const std::string& target, std::uint64_t file_bytes);
  ~SqliteWatch();
  SqliteWatch(const SqliteWatch&) = delete;
  SqliteWatch& operator=(const SqliteWatch&) = delete;
};

}  // namespace trek::ingest::detail
