#pragma once

#include <cstddef>
#include <string>

namespace trek::model {

/// An answer about a site that no layer holds (owner, ceiling, zoning), from the user's own file.
struct SiteAnswer {
  std::string site;    // key of the site
  std::string rule;    // id of the veto rule that it answers
  std::string value;   // "yes", "no" or a number
  std::string source;  // who says so
  std::string date;    // ISO 8601
  std::string file{};  // where it stands: "antwoorden.csv"
  std::size_t line = 0;
};

}  // namespace trek::model
