#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "trek/publish/detail/qgis_tables.hpp"
#include "trek/publish/detail/sqlite.hpp"

/// What people add to a delivered file: kept when a new run takes its place.
namespace trek::publish::detail {

/// What trek itself puts in a file.
struct OwnContent {
  std::vector<std::string> tables;
  std::vector<Style> styles;
  std::string project;
};

/// A line a table and a style, with the hash of the style: one that was changed since is the user's.
[[nodiscard]] std::string mark_of(const OwnContent& own);

/// Copies into `database`, which is complete and in no transaction, what the file `old` holds and trek did not write:
/// tables, views and layers with their geometry, index, triggers, aliases, metadata and styles; further styles (a
/// default one stays the default); projects. Nothing is done where `old` is absent or is no SQLite file.
///
/// An older file of trek without mark: its tables are those that share one time of last change.
/// Errors  Error{bad_argument}: `old` is damaged, or a table of the user's has the name of a new one.
void carry_over(const Database& database, const std::filesystem::path& old, const OwnContent& own);

}  // namespace trek::publish::detail
