#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "trek/model/written.hpp"
#include "trek/publish/detail/column_classes.hpp"
#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"
#include "trek/publish/detail/pillar_columns.hpp"
#include "trek/publish/detail/profile_words.hpp"
#include "trek/publish/detail/qgis_text.hpp"
#include "trek/publish/detail/site_evidence.hpp"
#include "trek/publish/detail/site_sheets.hpp"

namespace trek::publish::detail::layers::sites {
namespace {

constexpr Color kExcluded{150, 150, 150};
constexpr const char* kIsBest = "\"rank\" <= 10";
constexpr const char* kIsOther = "(\"rank\" IS NULL OR \"rank\" > 10)";
void add_identity(LayerTable& table, const Results& results, const Words& words) {
  const auto& sites = results.sites;
  table.add(
      "key", FieldType::text, words("Sleutel", "Key"), [&](std::size_t s) { return text(sites.key[s]); },
      words("Blijft gelijk van run tot run.", "The same from run to run."));
  table.add("name", FieldType::text, words("Naam", "Name"), [&](std::size_t s) { return text(sites.name[s]); });
  table.add("type", FieldType::text, words("Soort gebouw", "Type of building"),
            [&](std::size_t s) { return text(model::name_of(sites.type[s])); });
  table.add("municipality_code", FieldType::text, words("Gemeentecode", "Municipality code"),
            [&](std::size_t s) { return text(municipality_code(results, sites.municipality[s])); });
  table.add("municipality", FieldType::text, words("Gemeente", "Municipality"),
            [&](std::size_t s) { return text(municipality_name(results, sites.municipality[s])); });
}

std::string group_text(const score::RankGroup& group) {
  if (group.first == 0) return {};
  return group.firm() ? std::to_string(group.first) : fmt::format("{}-{}", group.first, group.last);
}

/// No column where the project highlights nothing.
void add_highlighted(LayerTable& table, const Results& results) {
  if (results.highlighted.empty()) return;
  table.add("highlighted", FieldType::boolean, {"Altijd op de kaart benoemd", "Always labelled on the map"},
            [&results](std::size_t s) { return Value{results.highlighted[s] != 0}; },
            {"Genoemd in het project: [output] highlight.", "Named in the project: [output] highlight."});
}

void add_score(LayerTable& table, const Results& results, const Words& words) {
  const auto& scores = results.judgement.scores;
  const auto add = [&](const char* name, std::string title, double score::SiteScore::*part, std::string description) {
    table.add(
        name, FieldType::real, std::move(title),
        [&scores, part](std::size_t s) { return s < scores.size() ? real(scores[s].*part, 4) : Value{}; },
        std::move(description));
  };
  table.add(
      "rank", FieldType::integer, words("Rang", "Rank"), [&results](std::size_t s) { return rank_of(results, s); },
      words("1 is de beste; leeg bij een afgevallen locatie.", "1 is best; empty for an excluded site."));
  const auto& groups = results.judgement.groups;
  table.add(
      "rank_group", FieldType::text, words("Rang, zo zeker als die is", "Rank, as firm as it is"),
      [&groups](std::size_t s) { return s < groups.size() ? text(group_text(groups[s])) : Value{}; },
      words("'3' staat vast; '1-4': in die volgorde niet te onderscheiden bij deze weging en wat nog onbekend is.",
            "'3' is firm; '1-4': not to be told apart at these weights and by what is still unknown."));
  add("score", words("Score (0-1)", "Score (0-1)"), &score::SiteScore::score,
      words("Gewogen som van de criteria; onbekende criteria in het midden.",
            "Weighted sum of the criteria; unknown ones in the middle."));
  add("score_low", words("Score, ondergrens (0-1)", "Score, lower bound (0-1)"), &score::SiteScore::low,
      words("Als alles wat onbekend is tegenvalt.", "If all that is unknown turns out worst."));
  add("score_high", words("Score, bovengrens (0-1)", "Score, upper bound (0-1)"), &score::SiteScore::high,
      words("Als alles wat onbekend is meevalt.", "If all that is unknown turns out best."));
  add("completeness_share", words("Bekend gewicht (aandeel 0-1)", "Known weight (share 0-1)"),
      &score::SiteScore::completeness_share,
      words("Gewicht van de criteria waarvan de waarde bekend is.", "Weight of the criteria whose value is known."));
}

/// What each criterion adds for sure, the most first: "Draagvlak 0,21 (van 0,30)".
std::string contribution_words(const Judgement& judgement, std::size_t site, const Words& words) {
  const auto& criteria = judgement.criteria;
  std::vector<std::pair<double, std::size_t>> parts;
  for (std::size_t c = 0; c < judgement.asked.size(); ++c)
    parts.emplace_back(-score::contribution(criteria, site, c).low, c);
  std::ranges::sort(parts);
  std::vector<std::string> texts;
  for (const auto& [negative, c] : parts) {
    const auto numbers =
        fmt::format("{:.2f} ({} {:.2f})", -negative + 0.0, words("van", "of"), criteria.weight_share(c));
    texts.push_back(fmt::format("{} {}", words(judgement.asked[c].label), model::written(numbers, words.language())));
  }
  return joined(texts, "; ");
}

void add_contributions(LayerTable& table, const Results& results, const Words& words) {
  table.add("contributions", FieldType::text, {"Bijdragen aan de score, zeker", "Contributions to the score, sure"},
            [&results, words](std::size_t s) {
              const auto& judgement = results.judgement;
              return s < judgement.criteria.site_count() ? text(contribution_words(judgement, s, words)) : Value{};
            },
            {"Wat elk criterium zeker toevoegt, van hoogstens zijn gewicht; het meeste eerst.",
             "What each criterion adds for sure, of at most its weight; the most first."});
}

/// Said in the name: of a short list fewer than ten are "the top".
std::string top_field(std::uint32_t count) {
  return count == 10 ? "top_ten_share" : fmt::format("top_{}_share", count);
}

std::string share_words(const Words& words) { return words(" (aandeel 0-1)", " (share 0-1)"); }

std::string drawn_weightings(score::Weightings weightings, const Words& words) {
  switch (weightings) {
    case score::Weightings::ordinal:
      return words("Over willekeurige wegingen die de volgorde van de gewichten houden (SMAA-2).",
                   "Over random weightings that keep the order of the weights (SMAA-2).");
    case score::Weightings::bounded:
      return words("Over willekeurige wegingen rond de gewichten (SMAA-2).",
                   "Over random weightings near the weights (SMAA-2).");
    case score::Weightings::free:
      break;
  }
  return words("Over alle wegingen, ook zonder de volgorde van de gewichten (SMAA-2).",
               "Over any weighting, also without the order of the weights (SMAA-2).");
}

void add_acceptability(LayerTable& table, const Results& results, const Words& words) {
  const auto& a = results.judgement.acceptability;
  const auto share = [&](const std::string& name, const std::string& title, const score::RankAcceptability& of,
                         std::vector<double> score::RankAcceptability::*part) {
    table.add(
        name, FieldType::real, title,
        [&of, part](std::size_t s) { return s < (of.*part).size() ? real((of.*part)[s], 4) : Value{}; },
        drawn_weightings(of.options.weightings, words));
  };
  const auto shares = [&](const score::RankAcceptability& of, const std::string& ending) {
    const std::string which = ending.empty() ? "" : words(", elke weging", ", any weighting");
    share("first_share" + ending,
          words("Wegingen waarin eerste", "Weightings in which first") + which + share_words(words), of,
          &score::RankAcceptability::first_share);
    share(top_field(of.top_count) + ending,
          words(fmt::format("Wegingen in de beste {}", of.top_count),
                fmt::format("Weightings in the best {}", of.top_count)) +
              which + share_words(words),
          of, &score::RankAcceptability::top_share);
  };
  const auto rank = [&](const char* name, std::string title, const std::vector<std::uint32_t>& values) {
    table.add(name, FieldType::integer, std::move(title), [&values](std::size_t s) {
      return s < values.size() && values[s] > 0 ? Value{std::int64_t{values[s]}} : Value{};
    });
  };
  shares(a, "");
  shares(results.judgement.any_weights, "_free");
  rank("rank_p05", words("Rang, 5e percentiel", "Rank, 5th percentile"), a.rank_p05);
  rank("rank_p95", words("Rang, 95e percentiel", "Rank, 95th percentile"), a.rank_p95);
}

/// The other profiles that do not rule the site out, the best first: "Dorpsplek 0,41-0,83".
std::string other_profiles(const Judgement& judgement, std::size_t site, const Words& words) {
  std::vector<std::string> texts;
  const auto& order = judgement.profile_order[site];
  for (std::size_t place = 1; place < order.size(); ++place) {
    const SiteProfile of{judgement.profiles[order[place]], judgement.by_profile[order[place]][site]};
    if (of.assessment.verdict == profile::Verdict::fail) break;
    texts.push_back(words(of.profile.name) + " " + potential_words(of, words));
  }
  return joined(texts, "; ");
}

/// What the site is under the profile that suits it best.
void add_profile(LayerTable& table, const Results& results, const Words& words) {
  const auto add = [&](const char* name, FieldType type, const core::Phrase& title, auto of,
                       const core::Phrase& description = {}) {
    table.add(
        name, type, title,
        [&results, of](std::size_t s) {
          const auto* const best = results.judgement.find_best(s);
          return best == nullptr ? Value{} : of(SiteProfile{*results.judgement.find_profile(s), *best});
        },
        description);
  };
  const auto add_words = [&](const char* name, const core::Phrase& title, auto of) {
    add(name, FieldType::text, title, [of, words](const SiteProfile& site) { return text(of(site, words)); });
  };
  add("best_profile", FieldType::text, {"Past het best als", "Suits best as"},
      [](const SiteProfile& of) { return text(of.profile.id); },
      {"Van de gevraagde soorten plek; waarom staat in 'site_profiles'.",
       "Of the kinds of place that are asked for; why stands in 'site_profiles'."});
  add("reuse_potential_low", FieldType::real,
      {"Herbestemmingspotentie, minstens (0-1)", "Reuse potential, at least (0-1)"},
      [](const SiteProfile& of) { return real(of.assessment.potential.low, 4); },
      {"Als die soort plek, als alles wat onbekend is tegenvalt.",
       "As that kind of place, if all that is unknown turns out worst."});
  add("reuse_potential_high", FieldType::real,
      {"Herbestemmingspotentie, hoogstens (0-1)", "Reuse potential, at most (0-1)"},
      [](const SiteProfile& of) { return real(of.assessment.potential.high, 4); },
      {"Als die soort plek, als alles wat onbekend is meevalt.",
       "As that kind of place, if all that is unknown turns out best."});
  table.add("other_profiles", FieldType::text, {"Kan ook zijn", "May be too"}, [&results, words](std::size_t s) {
    return results.judgement.find_best(s) == nullptr ? Value{} : text(other_profiles(results.judgement, s, words));
  });
  add("veto", FieldType::text, {"Uitsluiting", "Vetoes"},
      [](const SiteProfile& of) { return text(profile::name_of(of.assessment.verdict)); });
  add_words("veto_reasons", {"Afgevallen op", "Excluded because"}, ruled_out_words);
  add_words("veto_questions", {"Nog uit te zoeken", "Still to find out"}, veto_question_words);
  add("reuse_completeness_share", FieldType::real,
      {"Beantwoorde vragen (aandeel 0-1)", "Questions answered (share 0-1)"},
      [](const SiteProfile& of) { return real(of.assessment.completeness_share, 4); });
}

std::vector<ValueMap> value_maps(const Results& results, const Words& words) {
  const model::Sites* const sites = results.sites.size() == 0 ? nullptr : &results.sites;
  ValueMap types{"type", {}};
  for (const auto& name : model::site_type_names()) {
    if (const auto type = model::find_site_type(name))
      types.words.emplace_back(name, model::label_of(*type, words.language()));
  }
  const ValueMap vetoes{"veto",
                        {{"pass", words("voldoet", "passes")},
                         {"fail", words("afgevallen", "excluded")},
                         {"unknown", words("nog onbekend", "not yet known")}}};
  ValueMap profiles{"best_profile", {}};
  for (const auto& sought : results.judgement.profiles) profiles.words.emplace_back(sought.id, words(sought.name));
  std::vector<ValueMap> maps{std::move(types), vetoes, std::move(profiles)};
  for (ValueMap& map : fact_value_maps(sites, words)) maps.push_back(std::move(map));
  return maps;
}

Symbol score_symbol(Color color) {
  MarkerSymbol marker;
  marker.fill = color;
  marker.stroke = {70, 50, 40};
  marker.stroke_mm = 0.15;
  return marker;
}

/// A plate with rank and name beside the point, and a line to it: where several lie on one heap, none covers another.
LabelRule plate_label(const std::string& filter, const FillSymbol& plate, Color ink) {
  LabelRule label;
  label.expression = fmt::format("coalesce(to_string(\"rank\"), '–') || '  ' || wordwrap({}, 24)", short_site_name());
  label.filter = filter;
  label.placement = LabelPlacement::around_point;
  label.size_pt = 8.0;
  label.bold = true;
  label.color = ink;
  label.halo_mm = 0.0;
  label.beside_mm = 3.0;
  label.distance = "3 + 4 * (coalesce(\"rank\", 0) % 4)";  // those that follow each other do not want one place
  label.priority = 10;
  label.always = true;
  label.plate = plate;
  label.leader = true;
  return label;
}

void add_best_rules(LayerStyle& style, const Words& words) {
  MarkerSymbol marker;
  marker.size_mm = 3.2;
  marker.fill = kBestSites;
  marker.stroke_mm = 0.5;
  style.rules.push_back({words("Beste tien (rang 1–10)", "Top ten (rank 1–10)"), kIsBest, marker});
  style.labels.push_back(plate_label(kIsBest, {kBestSites, FillPattern::solid, kBestSites, 0.3}, {255, 255, 255}));
}

/// A site that the project names and that is none of the ten best: white in their colour, so that it is found at once.
void add_highlight(LayerStyle& style, const Words& words) {
  MarkerSymbol marker;
  marker.size_mm = 3.2;
  marker.fill = {255, 255, 255};
  marker.stroke = kBestSites;
  marker.stroke_mm = 0.7;
  const auto filter = fmt::format("\"highlighted\" AND {}", kIsOther);
  style.rules.push_back(
      {words("Genoemd door het project, met rang", "Named by the project, with rank"), filter, marker});
  style.labels.push_back(plate_label(filter, {{255, 255, 255}, FillPattern::solid, kBestSites, 0.4}, kBestSites));
}

/// What sites may be coloured by, and its classes in this run.
class SiteClasses {
 public:
  SiteClasses(const LayerTable& table, const Results& results, const MapStyle& style, const Words& words)
      : words_{words} {
    const auto add = [&](std::string column, const char* unit, ColorUse use = ColorUse::share) {
      all_.push_back(column_classes(table, {std::move(column), unit, use}, style));
    };
    add("score_low", "score", ColorUse::score);
    add(top_field(results.judgement.acceptability.top_count), "share");
    add("completeness_share", "share");
    for (const model::Pillar pillar : model::kPillars) add(fmt::format("{}_score", name_of(pillar)), "score");
    add("reuse_potential_low", "score");
  }

  [[nodiscard]] const std::vector<ColumnClasses>& all() const noexcept { return all_; }
  /// A rule a class, and a last one for what is unknown.
  [[nodiscard]] std::vector<StyleRule> rules(std::string_view column) const {
    const auto found = std::ranges::find(all_, column, &ColumnClasses::column);
    return found == all_.end() ? std::vector<StyleRule>{} : class_rules(*found, score_symbol, words_);
  }

 private:
  std::vector<ColumnClasses> all_;
  Words words_;
};

/// Sites that rank after the tenth by score, excluded ones grey, the rest visible too.
void add_other_rules(LayerStyle& style, const SiteClasses& site_classes, const Words& words, bool highlights) {
  const auto classes = site_classes.rules("score_low");
  for (std::size_t i = classes.size() - 1; i-- > 0;) {  // the best first in the legend
    auto rule = classes[i];
    std::get<MarkerSymbol>(rule.symbol).size_mm = 1.7 + 0.25 * static_cast<double>(i);
    rule.label = "score " + rule.label;
    rule.filter = fmt::format("({}) AND \"rank\" > 10", rule.filter);
    style.rules.push_back(std::move(rule));
  }
  MarkerSymbol excluded;
  excluded.shape = MarkerShape::cross;
  excluded.size_mm = 1.5;
  excluded.fill = kExcluded;
  excluded.stroke_mm = 0.3;
  style.rules.push_back({words("Afgevallen", "Excluded"), "\"rank\" IS NULL AND \"veto\" = 'fail'", excluded});
  MarkerSymbol rest;
  rest.size_mm = 1.4;
  rest.fill = kNoData;
  rest.stroke = {110, 110, 110};
  style.rules.push_back({words("Niet in de rangorde", "Not ranked"), std::string{kElse}, rest});
  LabelRule name;
  name.expression = short_site_name();
  name.filter = highlights ? "\"rank\" > 10 AND NOT \"highlighted\"" : "\"rank\" > 10";
  name.size_pt = 7.0;
  name.smallest_scale = 50'000.0;
  style.labels.push_back(name);
}

std::string pillars_tip(const Words& words) {
  std::string rows;
  for (const model::Pillar pillar : model::kPillars) {
    const std::string name{name_of(pillar)};
    rows += fmt::format("<br/>{}: <b>[% {} %]</b> ([% {} %])", words(label_of(pillar)),
                        number_shown(name + "_score", 2, words),
                        range_shown(name + "_score_low", name + "_score_high", words));
  }
  return rows;
}

/// The card of a site.
std::string map_tip(const Words& words) {
  return fmt::format(
      "<b>[% \"name\" %]</b><br/>[% coalesce(\"municipality\", '') %]<br/>{} <b>[% coalesce(to_string(\"rank\"), '–') "
      "|| coalesce(' (' || nullif(\"rank_group\", to_string(\"rank\")) || ')', '') %]</b>, score <b>[% {} %]</b> ([% "
      "{} "
      "%]){}<br/>{}: [% coalesce(\"contributions\", '–') %]<br/>{}: [% coalesce(represent_value(\"best_profile\"), "
      "'–') "
      "%] ([% {} %])<br/>{}: [% coalesce(\"veto_questions\", '–') %]",
      words("Rang", "Rank"), number_shown("score", 2, words), range_shown("score_low", "score_high", words),
      pillars_tip(words), words("Bijdragen", "Contributions"), words("Past het best als", "Suits best as"),
      range_shown("reuse_potential_low", "reuse_potential_high", words),
      words("Nog uit te zoeken", "Still to find out"));
}

/// All of them, only the ten best, or only the others: the project shows those two apart.
enum class Shown { all, best, others };

LayerStyle style_of(const Results& results, const SiteClasses& classes, const Words& words, Shown shown) {
  LayerStyle style;
  style.name = words("Score en rang", "Score and rank");
  const bool highlights = !results.highlighted.empty();
  if (shown != Shown::others) add_best_rules(style, words);
  if (shown != Shown::others && highlights) add_highlight(style, words);
  if (shown != Shown::best) add_other_rules(style, classes, words, highlights);
  // The highest is drawn first: what the project names lies on top of what stands close to it.
  style.draw_order = highlights ? "if(\"highlighted\", 0, coalesce(\"rank\", 1000000))" : "coalesce(\"rank\", 1000000)";
  style.value_maps = value_maps(results, words);
  style.display = "\"name\"";
  style.map_tip = map_tip(words);
  return style;
}

/// By the classes of one number, which all are in [0, 1]; without labels.
LayerStyle number_style(const LayerStyle& base, std::string name, std::vector<StyleRule> rules) {
  auto style = base;
  style.name = std::move(name);
  style.labels.clear();
  style.rules = std::move(rules);
  for (auto& rule : style.rules) std::get<MarkerSymbol>(rule.symbol).size_mm = 2.4;
  return style;
}

/// What else than rank sites may be coloured by.
std::vector<LayerStyle> other_styles(const Results& results, const SiteClasses& classes, const Words& words) {
  const auto base = style_of(results, classes, words, Shown::all);
  std::vector<LayerStyle> styles;
  const auto add = [&](std::string name, const std::string& column) {
    styles.push_back(number_style(base, std::move(name), classes.rules(column)));
  };
  add(words("Score, zeker", "Score, sure"), "score_low");
  add(words("Stabiliteit", "Stability"), top_field(results.judgement.acceptability.top_count));
  add(words("Volledigheid", "Completeness"), "completeness_share");
  for (const model::Pillar pillar : model::kPillars)
    add(words(label_of(pillar)), fmt::format("{}_score", name_of(pillar)));
  return styles;
}

/// Whether some site suits this profile best, and is not ruled out.
bool suits_any(const Results& results, std::size_t profile) {
  const Judgement& judgement = results.judgement;
  for (std::size_t site = 0; site < judgement.profile_order.size(); ++site) {
    const bool is_best = judgement.profile_order[site].front() == profile;
    if (is_best && judgement.by_profile[profile][site].verdict != profile::Verdict::fail) return true;
  }
  return false;
}

/// Sites that suit one profile best, by how sure it is that they do; the surest lie on top.
LayerView profile_view(const Results& results, std::size_t profile, const LayerStyle& base, const SiteClasses& classes,
                       const Words& words) {
  constexpr double kSize_mm = 3.2;
  const profile::Profile& sought = results.judgement.profiles[profile];
  auto style =
      number_style(base, words("Herbestemmingspotentie", "Reuse potential"), classes.rules("reuse_potential_low"));
  for (auto& rule : style.rules) {
    auto& symbol = std::get<MarkerSymbol>(rule.symbol);
    symbol.size_mm = kSize_mm;
    symbol.stroke = {255, 255, 255};
  }
  style.draw_order = "-coalesce(\"reuse_potential_low\", 0)";
  LabelRule name;
  name.expression = short_site_name();
  name.size_pt = 7.0;
  name.smallest_scale = 50'000.0;
  style.labels = {name};
  return {.group = Group::profiles,
          .draw_rank = DrawRank::others,
          .title = suits_any(results, profile)
                       ? words("Past het best, naar zekere potentie", "Suits best, by sure potential")
                       : words("Geen locatie past hiervoor het best", "No site suits this best"),
          .filter = equals("best_profile", sought.id) + " AND \"veto\" <> 'fail'",
          .style = std::move(style),
          .subgroup = words(sought.name)};
}

std::vector<LayerView> views_of(const Results& results, const SiteClasses& classes, const Words& words) {
  const bool highlights = !results.highlighted.empty();
  const std::string best = highlights ? fmt::format("{} OR \"highlighted\"", kIsBest) : kIsBest;
  const std::string others = highlights ? fmt::format("{} AND NOT \"highlighted\"", kIsOther) : kIsOther;
  const core::Phrase alone{"Beste tien locaties", "Top ten sites"};
  const core::Phrase with_named{"Beste tien en genoemde locaties", "Top ten and named sites"};
  std::vector<LayerView> views{{.group = Group::result,
                                .draw_rank = DrawRank::best,
                                .visible = true,
                                .title = words(highlights ? with_named : alone),
                                .filter = best,
                                .style = style_of(results, classes, words, Shown::best),
                                .themes = {Theme::overview, Theme::one_site}},
                               {.group = Group::candidates,
                                .draw_rank = DrawRank::others,
                                .visible = true,
                                .title = words("Overige locaties, naar zekere score", "Other sites, by sure score"),
                                .filter = others,
                                .style = style_of(results, classes, words, Shown::others),
                                .themes = {Theme::overview}}};
  for (std::size_t profile = 0; profile < results.judgement.profiles.size(); ++profile)
    views.push_back(profile_view(results, profile, *views[1].style, classes, words));
  return views;
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& sites = results.sites;
  LayerTable table{
      words,
      "sites",
      GeometryType::point,
      {"Kandidaat-locaties", "Candidate sites"},
      {"Leegstaand of vrijkomend erfgoed, met score, rang, uitsluitingen en feiten met hun bron.",
       "Vacant heritage or heritage that becomes so, with score, rank, vetoes, and facts with their source."}};
  table.begin_tab({"Wat is het", "What is it"});
  add_identity(table, results, words);
  add_highlighted(table, results);
  table.begin_tab({"Score en rang", "Score and rank"});
  add_score(table, results, words);
  add_contributions(table, results, words);
  add_pillars(table, results, words);
  add_acceptability(table, results, words);
  table.begin_tab({"Geschikt waarvoor, en wat is nog open", "Fit for what, and what is open"});
  add_profile(table, results, words);
  table.begin_tab({"Bereik en draagvlak", "Reach and catchment"});
  table.add_measures(results.site_measures, sites.size());
  table.begin_tab({"Feiten en bronnen", "Facts and sources"});
  add_facts(table, sites, words);
  table.set_rows(sites.size(), [&](std::size_t s) { return Geometry{sites.place[s]}; });
  const SiteClasses classes{table, results, head.style, words};
  return {.order = 10,
          .table = std::move(table),
          .style = style_of(results, classes, words, Shown::all),
          .views = views_of(results, classes, words),
          .styles = other_styles(results, classes, words),
          .frame_rank = 2,
          .referred_by = {"key", "site_key"},
          .parts = site_parts(results, words),
          .pages = LayerPages{SheetKind::site, 0, site_named_shown(), 25'000.0},
          .classes = classes.all()};
}

}  // namespace trek::publish::detail::layers::sites
