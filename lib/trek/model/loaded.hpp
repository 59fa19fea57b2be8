#pragma once

#include "trek/core/report.hpp"
#include "trek/model/source.hpp"

namespace trek::model {

/// A table, what was read, and every record that was not.
template <class Table>
struct Loaded {
  Table table;
  SourceRecord record;
  core::Report report;
};

}  // namespace trek::model
