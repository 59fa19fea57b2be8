#include "trek/publish/detail/area_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "trek/publish/detail/column_classes.hpp"
#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"

namespace trek::publish::detail {
namespace {

using coverage::AreaCoverage;
using coverage::ModeCoverage;

Symbol area_symbol(Color color) { return FillSymbol{color, FillPattern::solid, {140, 155, 172}, 0.35}; }

}  // namespace

AreaColumns::AreaColumns(std::vector<Row> rows, const Results& results, const Words& words, Areas areas)
    : rows_{std::make_shared<const std::vector<Row>>(std::move(rows))},
      results_{results},
      words_{words},
      areas_{areas} {
  const auto known = std::ranges::find_if(*rows_, [](Row row) { return row != nullptr; });
  if (known == rows_->end()) return;
  for (const ModeCoverage& mode : (*known)->modes) {
    modes_.push_back(mode.mode);
    norms_.push_back(mode.norm);
  }
}

void AreaColumns::add_people(LayerTable& table) const {
  const auto number = [&](const char* name, const core::Phrase& title, double AreaCoverage::*part, int decimals) {
    table.add(name, FieldType::real, title, [rows = rows_, part, decimals](std::size_t area) {
      const Row row = (*rows)[area];
      return row != nullptr ? real(row->*part, decimals) : Value{};
    });
  };
  const auto count = [&](const char* name, const core::Phrase& title, auto part, const core::Phrase& description = {}) {
    table.add(
        name, FieldType::integer, title,
        [rows = rows_, part](std::size_t area) {
          const Row row = (*rows)[area];
          return row != nullptr ? whole(row->*part) : Value{};
        },
        description);
  };
  number("inhabitants", {"Inwoners op de kaart (personen)", "Inhabitants on the map (people)"},
         &AreaCoverage::inhabitants, 2);
  number("target", {"20-40-jarigen (personen)", "People of 20-40 (people)"}, &AreaCoverage::target, 2);
  number("target_low", {"20-40-jarigen, minstens (personen)", "People of 20-40, at least (people)"},
         &AreaCoverage::target_low, 2);
  number("target_high", {"20-40-jarigen, hoogstens (personen)", "People of 20-40, at most (people)"},
         &AreaCoverage::target_high, 2);
  number("target_unknown_inhabitants",
         {"Inwoners zonder bekende leeftijd (personen)", "Inhabitants of unknown age (people)"},
         &AreaCoverage::target_unknown_inhabitants, 2);
  number("target_estimated_share", {"20-40-jarigen geschat (aandeel 0-1)", "People of 20-40 estimated (share 0-1)"},
         &AreaCoverage::target_estimated_share, 4);
  count("existing_place_count",
        {"Bestaande plekken die voor de norm tellen (aantal)", "Existing places that count for the norm (count)"},
        &AreaCoverage::existing_place_count,
        {"Third places; leeg zonder bron van bestaande plekken.",
         "Third places; empty without a source of existing places."});
  table.add("places_per_10000", FieldType::real, kPlacesPer10000, [rows = rows_](std::size_t area) {
    const Row row = (*rows)[area];
    return row != nullptr ? real(row->places_per_10000(), 2) : Value{};
  });
  count("site_count", {"Kandidaat-locaties (aantal)", "Candidate sites (count)"}, &AreaCoverage::site_count);
}

void AreaColumns::add_best_site(LayerTable& table) const {
  const auto add = [&](const char* name, FieldType type, const core::Phrase& title, auto of) {
    table.add(name, type, title, [rows = rows_, of](std::size_t area) -> Value {
      const Row row = (*rows)[area];
      if (row == nullptr || !row->best_site) return {};
      return of(row->best_site->value());
    });
  };
  const Results& results = results_;
  add("best_site_key", FieldType::text, {"Beste locatie, sleutel", "Best site, key"},
      [&results](std::size_t site) { return text(results.sites.key[site]); });
  add("best_site_name", FieldType::text, {"Beste locatie", "Best site"},
      [&results](std::size_t site) { return text(results.sites.name[site]); });
  add("best_site_rank", FieldType::integer, {"Beste locatie, rang", "Best site, rank"},
      [&results](std::size_t site) { return rank_of(results, site); });
}

template <class Value>  // of the coverage by a mode
LayerTable::Cell AreaColumns::of_mode(std::size_t mode, Value value) const {
  return [rows = rows_, mode, value](std::size_t area) -> publish::Value {
    const Row row = (*rows)[area];
    return row != nullptr && mode < row->modes.size() ? value(row->modes[mode]) : publish::Value{};
  };
}

void AreaColumns::add_figures(LayerTable& table, std::size_t mode) const {
  const auto by = fmt::format(", {}", label(mode));
  for (const CoverageFigure* const told : told_figures(*rows_, mode)) {
    const CoverageFigure& figure = *told;
    const auto behind = figure.within_norm ? norm_of(mode) : by;
    table.add(fmt::format("{}_{}", figure.name, model::name_of(modes_[mode])), FieldType::real,
              with_unit(words_(figure.title_of(areas_)) + behind, words_(figure.unit)),
              of_mode(mode, [&figure](const ModeCoverage& of) { return real(figure.value(of), figure.decimals); }));
  }
}

void AreaColumns::add_gap_sites(LayerTable& table, std::size_t mode) const {
  if (results_.sites.size() == 0) return;
  add_gap_site(table, mode, "gap_site",
               {"Beste locatie voor wie nu geen plek heeft", "Best site for those without a place"},
               &ModeCoverage::gap_site);
  add_gap_site(table, mode, "gap_target_site",
               {"Beste locatie voor 20-40-jarigen zonder plek", "Best site for people of 20-40 without a place"},
               &ModeCoverage::gap_target_site);
}

void AreaColumns::add_gap_site(LayerTable& table, std::size_t mode, std::string_view stem, const core::Phrase& title,
                               std::optional<coverage::GapSite> ModeCoverage::*part) const {
  const auto add_part = [&](const char* what, FieldType type, const std::string& meaning, auto value) {
    table.add(fmt::format("{}_{}_{}", stem, what, model::name_of(modes_[mode])), type,
              fmt::format("{}{}, {}", words_(title), meaning, label(mode)),
              of_mode(mode, [part, value](const ModeCoverage& of) { return of.*part ? value(*(of.*part)) : Value{}; }));
  };
  using Site = const coverage::GapSite&;
  const auto& sites = results_.sites;
  add_part("key", FieldType::text, words_(", sleutel", ", key"),
           [&sites](Site gap) { return text(sites.key[gap.site.value()]); });
  add_part("name", FieldType::text, "", [&sites](Site gap) { return text(sites.name[gap.site.value()]); });
  add_part("people", FieldType::real, words_(", bedient (personen)", ", serves (people)"),
           [](Site gap) { return real(gap.people, 1); });
}

std::optional<std::size_t> AreaColumns::leading_mode() const {
  if (modes_.empty()) return std::nullopt;
  const auto bicycle = std::ranges::find(modes_, model::Mode::bicycle);
  return bicycle == modes_.end() ? 0 : static_cast<std::size_t>(bicycle - modes_.begin());
}

std::string AreaColumns::norm_of(std::size_t mode) const {
  return fmt::format("{} min {}", norms_[mode].count() / 600, label(mode));
}

std::string_view AreaColumns::label(std::size_t mode) const { return model::label_of(modes_[mode], words_.language()); }

core::Phrase AreaColumns::tab(std::size_t mode) const {
  return {std::string{model::label_of(modes_[mode], model::Language::nl)},
          std::string{model::label_of(modes_[mode], model::Language::en)}};
}

void AreaColumns::classify(const LayerTable& table, const MapStyle& style) {
  for (const model::Mode mode : modes_) {
    const auto column = fmt::format("served_share_{}", model::name_of(mode));
    classes_.push_back(
        column_classes(table, {column, "share", ColorUse::coverage, {1.0}}, style));  // where all are served
  }
}

LayerStyle AreaColumns::style(const core::Phrase& area, std::optional<std::size_t> mode) const {
  auto style = named_style(words_("Dekking", "Coverage"), {{words_(area), "", area_symbol({236, 240, 244})}});
  if (mode) {
    const auto field = fmt::format("served_share_{}", model::name_of(modes_[*mode]));
    style.rules = class_rules(classes_[*mode], area_symbol, words_);
    for (auto& rule : style.rules) {
      if (rule.filter != kElse) continue;
      auto& fill = std::get<FillSymbol>(rule.symbol);
      fill.pattern = FillPattern::hatched;  // grey alone is close to the palest class
      fill.stroke = {170, 170, 170};
    }
    style.map_tip = fmt::format(
        "<b>[% \"name\" %]</b><br/><b>[% coalesce(to_string(round(100 * \"{}\")), '–') %] %</b> {} {}<br/>[% "
        "coalesce(format_number(\"gap_{}\", 0, '{}'), '–') %] {}",
        field, words_("binnen", "within"), norm_of(*mode), model::name_of(modes_[*mode]), words_("nl", "en"),
        words_("mensen zonder plek", "people without a place"));
  }
  return style;
}

std::string AreaColumns::served_title() const {
  const auto mode = leading_mode();
  if (!mode) return {};
  return words_("Inwoners met een plek binnen ", "Inhabitants with a place within ") + norm_of(*mode);
}

}  // namespace trek::publish::detail
