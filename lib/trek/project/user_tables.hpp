#pragma once

#include <string>
#include <vector>

#include "trek/core/books.hpp"

namespace trek::project {

/// What became of the rows of a table of the user's own: answers, or decisions on links.
struct UserTable {
  std::string table;  // "answers", "decisions"
  std::string file;   // its name; empty: answers that stand in the lists of candidates
  core::Books books;
};

/// Of a run or check, in the order in which they are told; none for a table that is not given.
using UserTables = std::vector<UserTable>;

}  // namespace trek::project
