#pragma once

#include <memory>

#include "trek/publish/delivery.hpp"

namespace trek::test {

/// A small made-up delivery with every layer: 14 squares as municipalities, 30 sites, cells, isochrones, findings.
/// Owns its tables, so that the pointers inside stay good.
struct SampleDelivery {
  model::Sites sites;
  model::Municipalities municipalities;
  model::Demand demand;
  model::ExistingPlaces places;
  model::NamedPoints stations;
  model::NamedAreas townscapes;
  std::unique_ptr<score::CriteriaTable> criteria;
  core::Report report;
  publish::Delivery delivery;
};
[[nodiscard]] std::unique_ptr<SampleDelivery> sample_delivery(model::Language language = model::Language::nl);

}  // namespace trek::test
