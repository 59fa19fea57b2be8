#include "trek/model/codes.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "trek/core/text.hpp"
#include "trek/model/detail/site_type_spellings.hpp"

namespace trek::model {
namespace {

struct Labels {
  std::string_view name;  // in files
  std::string_view nl;
  std::string_view en;
};

/// Another spelling of a value, folded.
template <class Code>
struct Spelling {
  std::string_view text;
  Code code;
};

// Each array below is in the order of its enumeration.
constexpr std::array<Labels, kUseCount> kUseLabels{{
    {"dwelling", "wonen", "dwelling"},
    {"assembly", "bijeenkomst", "assembly"},
    {"detention", "cellen", "detention"},
    {"health", "gezondheidszorg", "health care"},
    {"industry", "industrie", "industry"},
    {"office", "kantoor", "office"},
    {"lodging", "logies", "lodging"},
    {"education", "onderwijs", "education"},
    {"sport", "sport", "sport"},
    {"shop", "winkel", "shop"},
    {"other", "overig", "other"},
}};
constexpr std::array<Labels, 9> kBuildingStatusLabels{{
    {"planned", "bouwvergunning verleend", "building permit granted"},
    {"under_construction", "bouw gestart", "under construction"},
    {"in_use", "in gebruik", "in use"},
    {"rebuilding", "verbouwing", "being rebuilt"},
    {"demolition_permit", "sloopvergunning verleend", "demolition permit granted"},
    {"demolished", "gesloopt", "demolished"},
    {"out_of_use", "buiten gebruik", "out of use"},
    {"void_record", "nooit gebouwd of ten onrechte opgevoerd", "never built or entered by mistake"},
    {"unknown", "status onbekend", "status unknown"},
}};
constexpr std::array<std::string_view, 7> kUnitStatusNames{"formed",     "in_use",      "rebuilding", "withdrawn",
                                                           "out_of_use", "void_record", "unknown"};
constexpr std::array<Labels, 5> kMonumentKinds{{
    {"none", "geen monument", "not listed"},
    {"unknown", "onbekend", "unknown"},
    {"national", "rijksmonument", "national monument"},
    {"municipal", "gemeentelijk monument", "municipal monument"},
    {"townscape", "beschermd gezicht", "protected townscape"},
}};
constexpr std::array<std::string_view, 4> kLocationQualityNames{"exact", "decision", "approximate", "unknown"};
constexpr std::array<Labels, 14> kSiteTypes{{
    {"factory", "fabriek", "factory"},
    {"warehouse", "pakhuis of loods", "warehouse"},
    {"department_store", "warenhuis", "department store"},
    {"shop", "winkelpand", "shop"},
    {"farm", "boerderij", "farm"},
    {"church", "kerk", "church"},
    {"monastery", "klooster", "monastery"},
    {"school", "school", "school"},
    {"country_house", "landhuis of kasteel", "country house"},
    {"library", "bibliotheek of kulturhus", "library or community house"},
    {"station", "station", "station"},
    {"office", "kantoor", "office"},
    {"other", "anders", "other"},
    {"unknown", "onbekend", "unknown"},
}};
constexpr std::array<Labels, 4> kPlaceKinds{{
    {"third_place", "third place", "third place"},
    {"cultural_anchor", "culturele trekker", "cultural anchor"},
    {"hospitality", "horeca", "hospitality"},
    {"unknown", "onbekend", "unknown"},
}};
constexpr std::array<Labels, kChainSteps.size()> kChainStepLabels{{
    {"education", "cultuureducatie", "cultural education"},
    {"participation", "participatie", "participation"},
    {"talent", "talentontwikkeling", "talent development"},
    {"top", "professionele top", "professional top"},
}};
constexpr std::array<std::string_view, 7> kVacancyKindNames{"register_entry", "unit_out_of_use", "building_out_of_use",
                                                            "osm_disused",    "user_report",     "administrative",
                                                            "in_use"};
constexpr std::array<std::string_view, 4> kVacancyBasisNames{"unknown", "whole", "units", "base_rate"};
constexpr std::array<Labels, kZoneGroupCount> kZoneGroups{{
    {"agrarian", "agrarisch", "agrarian"},
    {"business", "bedrijf", "business"},
    {"catering", "horeca", "catering"},
    {"centre", "centrum", "centre"},
    {"culture", "cultuur en ontspanning", "culture and leisure"},
    {"green", "groen", "green"},
    {"mixed", "gemengd", "mixed"},
    {"nature", "natuur of bos", "nature or woods"},
    {"office", "kantoor", "office"},
    {"recreation", "recreatie", "recreation"},
    {"residential", "wonen", "residential"},
    {"retail", "detailhandel", "retail"},
    {"services", "dienstverlening", "services"},
    {"social", "maatschappelijk", "social"},
    {"sport", "sport", "sport"},
    {"traffic", "verkeer", "traffic"},
    {"water", "water", "water"},
    {"other", "overig", "other"},
    {"unknown", "onbekend", "unknown"},
}};
constexpr std::array<std::string_view, 4> kRoadDirectionNames{"both", "forward", "backward", "unknown"};
constexpr std::array<Labels, 8> kLinkMethods{{
    {"key", "sleutel", "key"},
    {"address", "adres", "address"},
    {"inside", "erin", "inside"},
    {"nearest", "dichtstbij", "nearest"},
    {"parcel", "perceel", "parcel"},
    {"name", "naam", "name"},
    {"listed", "op de lijst", "listed"},
    {"decision", "besluit", "decision"},
}};

// BAG gebruiksdoel.
constexpr auto kUses = std::to_array<Spelling<Use>>({
    {"woonfunctie", Use::dwelling},
    {"bijeenkomstfunctie", Use::assembly},
    {"celfunctie", Use::detention},
    {"gezondheidszorgfunctie", Use::health},
    {"industriefunctie", Use::industry},
    {"kantoorfunctie", Use::office},
    {"logiesfunctie", Use::lodging},
    {"onderwijsfunctie", Use::education},
    {"sportfunctie", Use::sport},
    {"winkelfunctie", Use::shop},
    {"overige gebruiksfunctie", Use::other},
    {"overig", Use::other},
    {"overige", Use::other},
    {"overige functie", Use::other},
});

constexpr auto kBuildingStatuses = std::to_array<Spelling<BuildingStatus>>({
    {"bouwvergunning verleend", BuildingStatus::planned},
    {"niet gerealiseerd pand", BuildingStatus::void_record},
    {"bouw gestart", BuildingStatus::under_construction},
    {"pand in gebruik niet ingemeten", BuildingStatus::in_use},
    {"pand in gebruik", BuildingStatus::in_use},
    {"verbouwing pand", BuildingStatus::rebuilding},
    {"sloopvergunning verleend", BuildingStatus::demolition_permit},
    {"pand gesloopt", BuildingStatus::demolished},
    {"pand buiten gebruik", BuildingStatus::out_of_use},
    {"pand ten onrechte opgevoerd", BuildingStatus::void_record},
    {"niet bevonden", BuildingStatus::unknown},
    {"pand niet bevonden", BuildingStatus::unknown},
    {"onbekend", BuildingStatus::unknown},
});

constexpr auto kUnitStatuses = std::to_array<Spelling<UnitStatus>>({
    {"verblijfsobject gevormd", UnitStatus::formed},
    {"niet gerealiseerd verblijfsobject", UnitStatus::void_record},
    {"verblijfsobject in gebruik niet ingemeten", UnitStatus::in_use},
    {"verblijfsobject in gebruik", UnitStatus::in_use},
    {"verbouwing verblijfsobject", UnitStatus::rebuilding},
    {"verblijfsobject ingetrokken", UnitStatus::withdrawn},
    {"verblijfsobject buiten gebruik", UnitStatus::out_of_use},
    {"verblijfsobject ten onrechte opgevoerd", UnitStatus::void_record},
    {"plaats aangewezen", UnitStatus::in_use},  // berths and pitches
    {"plaats ingetrokken", UnitStatus::withdrawn},
    {"onbekend", UnitStatus::unknown},
});

// NWB rijrichtng: along its line (heen), against it (terug), both (beide), unknown (onbekend).
constexpr auto kRoadDirections = std::to_array<Spelling<RoadDirection>>({
    {"h", RoadDirection::forward},
    {"t", RoadDirection::backward},
    {"b", RoadDirection::both},
    {"o", RoadDirection::unknown},
});

constexpr auto kMonumentSpellings = std::to_array<Spelling<MonumentKind>>({
    {"geen", MonumentKind::none},
    {"nee", MonumentKind::none},
    {"no", MonumentKind::none},
    {"geen monument", MonumentKind::none},
    {"onbekend", MonumentKind::unknown},
    {"rijks", MonumentKind::national},
    {"rijksmonument", MonumentKind::national},
    {"rijksbeschermd", MonumentKind::national},
    {"rijksbeschermd monument", MonumentKind::national},
    {"rm", MonumentKind::national},
    {"national monument", MonumentKind::national},
    {"gem", MonumentKind::municipal},
    {"gm", MonumentKind::municipal},
    {"gemeentelijk", MonumentKind::municipal},
    {"gemeentelijk monument", MonumentKind::municipal},
    {"municipal monument", MonumentKind::municipal},
    {"gezicht", MonumentKind::townscape},
    {"beschermd gezicht", MonumentKind::townscape},
    {"beschermd stadsgezicht", MonumentKind::townscape},
    {"beschermd dorpsgezicht", MonumentKind::townscape},
    {"beschermd stads of dorpsgezicht", MonumentKind::townscape},
    {"rijksbeschermd stads of dorpsgezicht", MonumentKind::townscape},
});

// RCE kwaliteitsindicator.
constexpr auto kLocationQualities = std::to_array<Spelling<LocationQuality>>({
    {"besluit", LocationQuality::decision},
    {"globaal", LocationQuality::approximate},
    {"onbekend", LocationQuality::unknown},
});

// OSM values and plain Dutch: METHODS "Kinds of place".
constexpr auto kChainSpellings = std::to_array<Spelling<ChainStep>>({
    {"cultuureducatie", ChainStep::education},
    {"educatie", ChainStep::education},
    {"participatie", ChainStep::participation},
    {"cultuurparticipatie", ChainStep::participation},
    {"talentontwikkeling", ChainStep::talent},
    {"professionele top", ChainStep::top},
    {"professioneel", ChainStep::top},
});
constexpr auto kPlaceSpellings = std::to_array<Spelling<PlaceKind>>({
    {"library", PlaceKind::third_place},
    {"community centre", PlaceKind::third_place},
    {"community center", PlaceKind::third_place},
    {"arts centre", PlaceKind::third_place},
    {"arts center", PlaceKind::third_place},
    {"coworking", PlaceKind::third_place},
    {"coworking space", PlaceKind::third_place},
    {"social centre", PlaceKind::third_place},
    {"social club", PlaceKind::third_place},
    {"hackerspace", PlaceKind::third_place},
    {"makerspace", PlaceKind::third_place},
    {"fablab", PlaceKind::third_place},
    {"studio", PlaceKind::third_place},
    {"bibliotheek", PlaceKind::third_place},
    {"kulturhus", PlaceKind::third_place},
    {"cultuurhuis", PlaceKind::third_place},
    {"cultureel centrum", PlaceKind::third_place},
    {"dorpshuis", PlaceKind::third_place},
    {"buurthuis", PlaceKind::third_place},
    {"wijkgebouw", PlaceKind::third_place},
    {"wijkcentrum", PlaceKind::third_place},
    {"gemeenschapshuis", PlaceKind::third_place},
    {"broedplaats", PlaceKind::third_place},
    {"createch", PlaceKind::third_place},
    {"maakplaats", PlaceKind::third_place},
    {"werkplaats", PlaceKind::third_place},
    {"ontmoetingsplek", PlaceKind::third_place},
    {"theatre", PlaceKind::cultural_anchor},
    {"theater", PlaceKind::cultural_anchor},
    {"schouwburg", PlaceKind::cultural_anchor},
    {"museum", PlaceKind::cultural_anchor},
    {"gallery", PlaceKind::cultural_anchor},
    {"galerie", PlaceKind::cultural_anchor},
    {"music venue", PlaceKind::cultural_anchor},
    {"concert hall", PlaceKind::cultural_anchor},
    {"events venue", PlaceKind::cultural_anchor},
    {"event venue", PlaceKind::cultural_anchor},
    {"cinema", PlaceKind::cultural_anchor},
    {"bioscoop", PlaceKind::cultural_anchor},
    {"filmhuis", PlaceKind::cultural_anchor},
    {"poppodium", PlaceKind::cultural_anchor},
    {"pop venue", PlaceKind::cultural_anchor},
    {"podium", PlaceKind::cultural_anchor},
    {"concertzaal", PlaceKind::cultural_anchor},
    {"muziekcentrum", PlaceKind::cultural_anchor},
    {"anchor", PlaceKind::cultural_anchor},
    {"culturele trekker", PlaceKind::cultural_anchor},
    {"trekker", PlaceKind::cultural_anchor},
    {"cafe", PlaceKind::hospitality},
    {"pub", PlaceKind::hospitality},
    {"bar", PlaceKind::hospitality},
    {"restaurant", PlaceKind::hospitality},
    {"nightclub", PlaceKind::hospitality},
    {"biergarten", PlaceKind::hospitality},
    {"fast food", PlaceKind::hospitality},
    {"food court", PlaceKind::hospitality},
    {"ice cream", PlaceKind::hospitality},
    {"horeca", PlaceKind::hospitality},
    {"discotheek", PlaceKind::hospitality},
    {"nachtclub", PlaceKind::hospitality},
    {"kroeg", PlaceKind::hospitality},
    {"lunchroom", PlaceKind::hospitality},
    {"eetcafe", PlaceKind::hospitality},
    {"grand cafe", PlaceKind::hospitality},
    {"koffiebar", PlaceKind::hospitality},
    {"onbekend", PlaceKind::unknown},
});

constexpr auto kVacancySpellings = std::to_array<Spelling<VacancyKind>>({
    {"register", VacancyKind::register_entry},
    {"leegstandsregister", VacancyKind::register_entry},
    {"leegstandregister", VacancyKind::register_entry},
    {"leegstand", VacancyKind::register_entry},
    {"leegstandsmelding", VacancyKind::register_entry},
    {"verblijfsobject buiten gebruik", VacancyKind::unit_out_of_use},
    {"pand buiten gebruik", VacancyKind::building_out_of_use},
    {"disused", VacancyKind::osm_disused},
    {"abandoned", VacancyKind::osm_disused},
    {"vacant", VacancyKind::osm_disused},
    {"osm", VacancyKind::osm_disused},
    {"melding", VacancyKind::user_report},
    {"waarneming", VacancyKind::user_report},
    {"foto", VacancyKind::user_report},
    {"administratief", VacancyKind::administrative},
    {"administratieve leegstand", VacancyKind::administrative},
    {"leegstandsmonitor", VacancyKind::administrative},
    {"landelijke monitor leegstand", VacancyKind::administrative},
    {"cbs", VacancyKind::administrative},
    {"user photo", VacancyKind::user_report},
    {"in gebruik", VacancyKind::in_use},
    {"bezet", VacancyKind::in_use},
    {"bewoond", VacancyKind::in_use},
    {"verhuurd", VacancyKind::in_use},
    {"ingevuld", VacancyKind::in_use},
    {"niet leeg", VacancyKind::in_use},
    {"geen leegstand", VacancyKind::in_use},
    {"occupied", VacancyKind::in_use},
    {"let", VacancyKind::in_use},
});

// bestemmingshoofdgroep, SVBP 2012
constexpr auto kZoneSpellings = std::to_array<Spelling<ZoneGroup>>({
    {"agrarisch", ZoneGroup::agrarian},
    {"agrarisch met waarden", ZoneGroup::agrarian},
    {"bedrijf", ZoneGroup::business},
    {"bedrijventerrein", ZoneGroup::business},
    {"bos", ZoneGroup::nature},
    {"centrum", ZoneGroup::centre},
    {"cultuur", ZoneGroup::culture},
    {"cultuur en ontspanning", ZoneGroup::culture},
    {"detailhandel", ZoneGroup::retail},
    {"dienstverlening", ZoneGroup::services},
    {"gemengd", ZoneGroup::mixed},
    {"groen", ZoneGroup::green},
    {"horeca", ZoneGroup::catering},
    {"kantoor", ZoneGroup::office},
    {"maatschappelijk", ZoneGroup::social},
    {"natuur", ZoneGroup::nature},
    {"overig", ZoneGroup::other},
    {"recreatie", ZoneGroup::recreation},
    {"sport", ZoneGroup::sport},
    {"tuin", ZoneGroup::residential},
    {"verkeer", ZoneGroup::traffic},
    {"water", ZoneGroup::water},
    {"wonen", ZoneGroup::residential},
    {"woongebied", ZoneGroup::residential},
});

constexpr std::string_view name_in(std::string_view name) { return name; }
constexpr std::string_view name_in(const Labels& labels) { return labels.name; }

template <class Code, class Names>
std::string_view nth_name(const Names& names, Code code) noexcept {
  return name_in(names[static_cast<std::size_t>(code)]);
}

template <class Names, class Code>
std::string_view nth_label(const Names& labels, Code code, Language language) noexcept {
  const Labels& entry = labels[static_cast<std::size_t>(code)];
  return language == Language::nl ? entry.nl : entry.en;
}

/// By machine name, then by the other spellings; `text` is folded.
template <class Code, class Names, class Spellings>
std::optional<Code> find_code(std::string_view text, const Names& names, const Spellings& spellings) {
  if (text.empty()) return std::nullopt;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (core::folded(name_in(names[i])) == text) return static_cast<Code>(i);
  }
  for (const auto& spelling : spellings) {
    if (spelling.text == text) return spelling.code;
  }
  return std::nullopt;
}

/// The steps in their order, with commas.
template <class Word>
std::string listed(ChainSteps steps, Word word) {
  std::string text;
  for (const ChainStep step : kChainSteps) {
    if (!steps.has(step)) continue;
    text += text.empty() ? "" : ", ";
    text += word(step);
  }
  return text;
}

/// The value of an OSM tag ("amenity=library" -> "library"); other text as it is.
std::string_view tag_value(std::string_view text) noexcept {
  const std::size_t sign = text.find('=');
  return sign == std::string_view::npos ? text : text.substr(sign + 1);
}

/// Without the old RCE code behind a category: "boerderij m" -> "boerderij".
std::string without_legacy_code(std::string text) {
  if (text.size() > 2 && text[text.size() - 2] == ' ') text.resize(text.size() - 2);
  return text;
}

/// "voormalige kerk" is a church.
std::string without_leading_adjective(std::string text) {
  for (const std::string_view word : {"voormalig ", "voormalige ", "vm ", "oude ", "former "}) {
    if (text.starts_with(word)) return text.substr(word.size());
  }
  return text;
}

std::optional<SiteType> find_site_type_by_ending(std::string_view text) {
  const std::string_view first_word = text.substr(0, text.find(' '));
  for (const auto& ending : detail::kSiteTypeEndings) {
    if (first_word.ends_with(ending.text)) return ending.code;
  }
  return std::nullopt;
}

std::optional<SiteType> find_site_type_of_part(std::string_view part) {
  const std::string text = without_leading_adjective(core::folded(part));
  if (const auto code = find_code<SiteType>(text, kSiteTypes, detail::kSiteTypeSpellings)) return code;
  const std::string plain = without_legacy_code(text);
  if (const auto code = find_code<SiteType>(plain, kSiteTypes, detail::kSiteTypeSpellings)) return code;
  return find_site_type_by_ending(plain);
}

/// How far registers and brokers agreed on what is empty (METHODS "Sites"); ratios of totals, no measured rates.
double administrative_weight(SiteType type) noexcept {
  switch (type) {
    case SiteType::office:
      return 0.6;
    case SiteType::shop:
    case SiteType::department_store:
    case SiteType::church:
    case SiteType::monastery:
    case SiteType::school:
    case SiteType::library:
    case SiteType::station:
    case SiteType::country_house:
      return 0.4;
    default:
      return 0.3;
  }
}

}  // namespace

std::string_view name_of(Use use) noexcept { return nth_name(kUseLabels, use); }
std::string_view name_of(BuildingStatus status) noexcept { return nth_name(kBuildingStatusLabels, status); }
std::string_view name_of(UnitStatus status) noexcept { return nth_name(kUnitStatusNames, status); }
std::string_view name_of(MonumentKind kind) noexcept { return nth_name(kMonumentKinds, kind); }
std::string_view name_of(LocationQuality quality) noexcept { return nth_name(kLocationQualityNames, quality); }
std::string_view name_of(SiteType type) noexcept { return nth_name(kSiteTypes, type); }
std::string_view name_of(PlaceKind kind) noexcept { return nth_name(kPlaceKinds, kind); }
std::string_view name_of(ChainStep step) noexcept { return nth_name(kChainStepLabels, step); }
std::string_view name_of(VacancyKind kind) noexcept { return nth_name(kVacancyKindNames, kind); }
std::string_view name_of(VacancyBasis basis) noexcept { return nth_name(kVacancyBasisNames, basis); }
std::string_view name_of(ZoneGroup group) noexcept { return nth_name(kZoneGroups, group); }
std::string_view name_of(RoadDirection direction) noexcept { return nth_name(kRoadDirectionNames, direction); }
std::string_view name_of(LinkMethod method) noexcept { return nth_name(kLinkMethods, method); }

std::string_view label_of(Use use, Language language) noexcept { return nth_label(kUseLabels, use, language); }
std::string_view label_of(BuildingStatus status, Language language) noexcept {
  return nth_label(kBuildingStatusLabels, status, language);
}
std::string_view label_of(MonumentKind kind, Language language) noexcept {
  return nth_label(kMonumentKinds, kind, language);
}
std::string_view label_of(SiteType type, Language language) noexcept { return nth_label(kSiteTypes, type, language); }
std::string_view label_of(LinkMethod method, Language language) noexcept {
  return nth_label(kLinkMethods, method, language);
}
std::string_view label_of(ZoneGroup group, Language language) noexcept {
  return nth_label(kZoneGroups, group, language);
}
std::string_view label_of(ChainStep step, Language language) noexcept {
  return nth_label(kChainStepLabels, step, language);
}
std::string_view label_of(PlaceKind kind, Language language) noexcept { return nth_label(kPlaceKinds, kind, language); }

std::optional<Use> find_use(std::string_view text) { return find_code<Use>(core::folded(text), kUseLabels, kUses); }
std::optional<BuildingStatus> find_building_status(std::string_view text) {
  return find_code<BuildingStatus>(core::folded(text), kBuildingStatusLabels, kBuildingStatuses);
}
std::optional<UnitStatus> find_unit_status(std::string_view text) {
  return find_code<UnitStatus>(core::folded(text), kUnitStatusNames, kUnitStatuses);
}
std::optional<MonumentKind> find_monument_kind(std::string_view text) {
  return find_code<MonumentKind>(core::folded(text), kMonumentKinds, kMonumentSpellings);
}
std::optional<LocationQuality> find_location_quality(std::string_view text) {
  return find_code<LocationQuality>(core::folded(text), kLocationQualityNames, kLocationQualities);
}
std::optional<PlaceKind> find_place_kind(std::string_view text) {
  return find_code<PlaceKind>(core::folded(tag_value(text)), kPlaceKinds, kPlaceSpellings);
}
std::optional<ChainStep> find_chain_step(std::string_view text) {
  return find_code<ChainStep>(core::folded(text), kChainStepLabels, kChainSpellings);
}
std::optional<ZoneGroup> find_zone_group(std::string_view text) {
  return find_code<ZoneGroup>(core::folded(text), kZoneGroups, kZoneSpellings);
}
std::optional<RoadDirection> find_road_direction(std::string_view text) {
  return find_code<RoadDirection>(core::folded(text), kRoadDirectionNames, kRoadDirections);
}
std::optional<VacancyKind> find_vacancy_kind(std::string_view text) {
  return find_code<VacancyKind>(core::folded(text), kVacancyKindNames, kVacancySpellings);
}

std::optional<SiteType> find_site_type_of_words(std::string_view folded) {
  if (folded.find(' ') == std::string_view::npos) return find_site_type_of_part(folded);
  return find_code<SiteType>(folded, kSiteTypes, detail::kSiteTypeSpellings);
}

std::optional<SiteType> find_site_type(std::string_view text) {
  const std::string_view value = tag_value(text);
  if (const auto whole = find_site_type_of_part(value)) return whole;
  for (const char separator : {',', ';', '/'}) {
    for (const std::string& part : core::split(value, separator)) {
      if (const auto type = find_site_type_of_part(part)) return type;
    }
  }
  return std::nullopt;
}

std::vector<MonumentKind> grades_between(MonumentKind least, MonumentKind most) {
  constexpr std::array kGrades{MonumentKind::none, MonumentKind::townscape, MonumentKind::municipal,
                               MonumentKind::national};  // "unknown" has no place among them
  std::vector<MonumentKind> grades{least};
  const auto* const from = std::ranges::find(kGrades, least);
  const auto* const to = std::ranges::find(kGrades, most);
  if (to != kGrades.end() && from < to) grades.insert(grades.end(), from + 1, to + 1);
  return grades;
}

int energy_class_rank(std::string_view energy_class) noexcept {
  if (energy_class.empty()) return 0;
  return energy_class[0] - 'A' - static_cast<int>(energy_class.size() - 1);
}

std::string names_of(ChainSteps steps) {
  return listed(steps, [](ChainStep step) { return name_of(step); });
}
std::string labels_of(ChainSteps steps, Language language) {
  return listed(steps, [language](ChainStep step) { return label_of(step, language); });
}

std::vector<std::string> site_type_names() {
  std::vector<std::string> names;
  for (const Labels& type : kSiteTypes) names.emplace_back(type.name);
  return names;
}

double default_weight(VacancyKind kind, SiteType type) noexcept {
  constexpr std::array<double, 7> kWeights{1.0, 0.9, 0.8, 0.7, 0.5, 0.0, 0.0};
  if (kind == VacancyKind::administrative) return administrative_weight(type);
  return kWeights[static_cast<std::size_t>(kind)];
}

}  // namespace trek::model
