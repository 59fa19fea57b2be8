#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/profile_words.hpp"

/// What each site is under each profile that the project asks for.
namespace trek::publish::detail::layers::site_profiles {
namespace {

/// Rows by site, what suits it best first.
struct Profiles {
  const Results& results;
  [[nodiscard]] std::size_t site(std::size_t row) const { return row / results.judgement.profiles.size(); }
  [[nodiscard]] std::size_t order(std::size_t row) const { return row % results.judgement.profiles.size(); }
  [[nodiscard]] SiteProfile operator[](std::size_t row) const {
    const Judgement& judgement = results.judgement;
    const std::size_t number = judgement.profile_order[site(row)][order(row)];
    return {judgement.profiles[number], judgement.by_profile[number][site(row)]};
  }
};

void add_potentials(LayerTable& table, Profiles rows) {
  const auto add = [&](const char* name, const core::Phrase& title, auto number, const core::Phrase& description) {
    table.add(
        name, FieldType::real, title, [=](std::size_t r) { return real(number(rows[r].assessment), 4); }, description);
  };
  add("potential_low", {"Herbestemmingspotentie, minstens (0-1)", "Reuse potential, at least (0-1)"},
      [](const profile::Assessment& of) { return of.potential.low; },
      {"Als alles wat onbekend is tegenvalt.", "If all that is unknown turns out worst."});
  add("potential_high", {"Herbestemmingspotentie, hoogstens (0-1)", "Reuse potential, at most (0-1)"},
      [](const profile::Assessment& of) { return of.potential.high; },
      {"Als alles wat onbekend is meevalt.", "If all that is unknown turns out best."});
  add("completeness_share", {"Beantwoorde vragen (aandeel 0-1)", "Questions answered (share 0-1)"},
      [](const profile::Assessment& of) { return of.completeness_share; },
      {"Uitsluitingen en criteria die vaststaan.", "Vetoes and criteria that are settled."});
}

void add_reasons(LayerTable& table, Profiles rows, const Words& words) {
  const auto add = [&](const char* name, const core::Phrase& title, auto of) {
    table.add(name, FieldType::text, title, [=](std::size_t r) { return text(of(rows[r], words)); });
  };
  add("speaks_for", {"Ervoor pleit", "Speaks for it"}, for_words);
  add("speaks_against", {"Ertegen pleit", "Speaks against it"}, against_words);
  add("ruled_out_by", {"Afgevallen op", "Excluded because"}, ruled_out_words);
  add("veto_questions", {"Nog uit te zoeken, uitsluitingen", "Still to find out, vetoes"}, veto_question_words);
  add("criterion_questions", {"Nog uit te zoeken, criteria", "Still to find out, criteria"}, criterion_question_words);
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const Profiles rows{results};
  LayerTable table(
      words, "site_profiles", GeometryType::none, {"Profielen per locatie", "Profiles by site"},
      {"Een regel per locatie en soort plek: of het kan, hoe goed het past en waarom; wat het best past eerst.",
       "One row a site and kind of place: whether it can be, how well it suits and why; the best first."});
  const auto add = [&](const char* name, const core::Phrase& title, auto of) {
    table.add(name, FieldType::text, title, [=](std::size_t r) { return text(of(rows[r])); });
  };
  table.add("site_key", FieldType::text, {"Locatie, sleutel", "Site key"},
            [=, &results](std::size_t r) { return text(results.sites.key[rows.site(r)]); });
  table.add("site_name", FieldType::text, {"Locatie", "Site"},
            [=, &results](std::size_t r) { return text(results.sites.name[rows.site(r)]); });
  table.add("place_in_order", FieldType::integer, {"Volgorde", "Order"},
            [=](std::size_t r) { return whole(static_cast<std::int64_t>(rows.order(r)) + 1); },
            {"1 past het best bij de locatie.", "1 suits the site best."});
  add("profile", {"Profiel", "Profile"}, [](const SiteProfile& of) { return of.profile.id; });
  add("profile_name", {"Soort plek", "Kind of place"},
      [words](const SiteProfile& of) { return words(of.profile.name); });
  add("level", {"Niveau", "Level"}, [words](const SiteProfile& of) { return words(label_of(of.profile.level)); });
  add("verdict", {"Oordeel", "Verdict"},
      [words](const SiteProfile& of) { return words(label_of(of.assessment.verdict)); });
  add_potentials(table, rows);
  add_reasons(table, rows, words);
  table.set_rows(results.judgement.profile_order.size() * results.judgement.profiles.size());
  return {.order = 145, .table = std::move(table), .views = {LayerView{}}};
}

}  // namespace trek::publish::detail::layers::site_profiles
