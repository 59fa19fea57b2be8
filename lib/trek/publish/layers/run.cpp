#include <memory>

#include "trek/publish/detail/layer.hpp"
#include "trek/publish/map_project.hpp"

namespace trek::publish::detail::layers::run {
namespace {

using Facts = std::vector<std::pair<std::string, std::string>>;

std::string ids_of(const std::vector<profile::Profile>& profiles) {
  std::vector<std::string> ids;
  for (const profile::Profile& sought : profiles) ids.push_back(sought.id);
  return joined(ids, ", ");
}

/// What the run says of itself, with what the map knows in front.
Facts facts_of(const Results& results, const MapHead& head) {
  const Words words{head.language};
  Facts facts{{"title", words(head.title)},
              {"notice", words(head.notice)},
              {"language", head.language == model::Language::nl ? "nl" : "en"},
              {"crs", head.crs},
              {"timestamp", head.timestamp},
              {"profiles", ids_of(results.judgement.profiles)}};
  for (const auto& fact : results.run) {
    std::erase_if(facts, [&](const auto& own) { return own.first == fact.first; });
  }
  facts.insert(facts.end(), results.run.begin(), results.run.end());
  return facts;
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const auto facts = std::make_shared<const Facts>(facts_of(results, head));
  auto identity = std::make_shared<std::string>();
  LayerTable table(Words{head.language}, "run", GeometryType::none, {"Verantwoording", "About this run"},
                   {"Versies, opties, controlegetallen en aantallen: genoeg om de run te herhalen.",
                    "Versions, options, checksums and counts: enough to repeat the run."});
  table.add("key", FieldType::text, {"Onderwerp", "Key"},
            [facts](std::size_t r) { return text(r < facts->size() ? (*facts)[r].first : kIdentityKey); });
  table.add("value", FieldType::text, {"Waarde", "Value"},
            [facts, identity](std::size_t r) { return text(r < facts->size() ? (*facts)[r].second : *identity); });
  table.set_rows(facts->size() + 1);
  return {.order = 170, .table = std::move(table), .views = {LayerView{}}, .identity = std::move(identity)};
}

}  // namespace trek::publish::detail::layers::run
