#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "trek/core/phrase.hpp"
#include "trek/geo/crs.hpp"
#include "trek/geo/rd.hpp"
#include "trek/model/source.hpp"

namespace trek::ingest::detail {

/// Which CRS the coordinates of a layer are in, and on whose word.
struct SourceCrs {
  std::string crs;
  std::string declared;  // by the file itself; empty if it says nothing
  core::Phrase basis;    // "declared by the file", "set in the project file: ...", "assumed for fields 'lat' and 'lon'"
  bool by_file = false;  // the file itself declares it, and it is used
  bool by_option = false;  // how its reader says a CRS: by --crs, where the file is silent; else in the project file
};

/// Refuses coordinates that cannot be what their CRS says: numbers decide, not labels.
class CoordinateGate {
 public:
  CoordinateGate(const SourceCrs& source, const std::string& project_crs);

  /// True if a feature with these bounds, in the source's coordinates, may be in the source's CRS.
  [[nodiscard]] bool plausible(const geo::Box& source_bounds) const;
  /// The same after transformation to the project CRS.
  [[nodiscard]] bool plausible_result(const geo::Box& bounds) const;
  /// What is wrong with a whole layer of these bounds, in one line; empty if nothing is.
  [[nodiscard]] std::optional<std::string> find_doubt(const geo::Box& source_bounds) const;
  /// Errors  Error{data} when most of a sample is not plausible: what it looks like, and the line that mends it.
  void check_sample(std::span<const geo::Box> sample, const model::Source& source, const std::string& layer,
                    bool from_columns) const;

 private:
  SourceCrs source_;
  bool geographic_ = false;
  bool source_is_rd_ = false;
  bool project_is_rd_ = false;
};

/// One that is neither declared, assumed by the mapping nor set. Errors  Error{data}, also for an override without
/// reason.
[[nodiscard]] SourceCrs source_crs(const model::Source& source, const std::string& layer, const std::string& declared,
                                   const std::string& assumed, const core::Phrase& assumed_basis);

/// A box of the project CRS in source coordinates: its edges are followed, since they bend. Empty if it has no place
/// there.
[[nodiscard]] geo::Box box_in_source(const geo::Box& region, const std::string& project_crs,
                                     const std::string& source_crs);

}  // namespace trek::ingest::detail
