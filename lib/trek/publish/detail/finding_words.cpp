#include "trek/publish/detail/finding_words.hpp"

#include <algorithm>
#include <array>

namespace trek::publish::detail {
namespace {

constexpr auto kWords = std::to_array<FindingWords>({
    {"address_not_found", "Adres niet gevonden", "Address not found",
     "Het hoofdadres staat niet in het bestand; het object blijft, zonder adres. Lever het hele uittreksel aan."},
    {"address_withdrawn", "Adres ingetrokken", "Address withdrawn",
     "Het hoofdadres is ingetrokken, het object niet; het houdt zijn adres."},
    {"address_without_street", "Adres zonder straat", "Address without street",
     "De straat van dit adres is onbekend. Lever het hele uittreksel aan."},
    {"addresses_incomplete", "Adressen onvolledig", "Addresses incomplete",
     "Het bestand bevat deze objecten niet, dus adressen blijven geheel of deels onbekend; noem de map of de zip van "
     "het "
     "hele uittreksel."},
    {"contradicting_decision", "Tegenstrijdig besluit", "Contradicting decision",
     "Dit besluit spreekt een ander besluit tegen en is niet gevolgd; verwijder een van de twee."},
    {"decided_without_site", "Volgens besluit zonder locatie", "Without a site, as decided",
     "Weggelaten volgens een besluit in het bestand van het project."},
    {"decision_about_nothing", "Besluit over niets", "Decision about nothing",
     "Er is geen record of pand waarover dit besluit gaat; controleer bron, sleutel en spelling."},
    {"demolished", "Gesloopt", "Demolished", "Geen kandidaat: geen van de gebouwen staat er nog of is gebouwd."},
    {"doubtful_link", "Twijfelachtige koppeling", "Doubtful link",
     "Bekijk de koppeling op de kaart; een BAG-id in de bron of een regel in het bestand met besluiten beslist."},
    {"duplicate_key", "Sleutel dubbel", "Key twice",
     "Het eerste record met deze sleutel telt; verwijder de andere of geef ze een eigen sleutel."},
    {"floor_area_incomplete", "Vloeroppervlak onvolledig", "Floor area incomplete",
     "Het vloeroppervlak is de som van de andere eenheden: een ondergrens."},
    {"implausible_coordinates", "Coordinaten kloppen niet", "Implausible coordinates",
     "De plaats past niet bij het coordinatenstelsel van de laag; verbeter de coordinaten."},
    {"invalid_geometry", "Vorm ongeldig", "Invalid geometry", "Er blijft geen vlak over; verbeter de vorm."},
    {"left_out", "Weggelaten", "Left out", "De selectie neemt dit record niet mee."},
    {"missing_geometry", "Zonder plaats", "Without a place",
     "Het record heeft geen plaats; geef het een vorm, coordinaten, een adres of een BAG-id."},
    {"missing_key", "Zonder sleutel", "Without a key", "Het veld dat het record zijn naam geeft is leeg; vul het in."},
    {"monument_elsewhere", "Monumenten van elders", "Monuments elsewhere",
     "Zij hebben geen plaats, en geen van hun eenheden, gebouwen of adressen ligt in het gebied."},
    {"monument_sources_differ", "Bronnen over het monument verschillen", "Sources of the monument differ",
     "Bronnen zeggen verschillende dingen over een monument; van elk telt het eerste."},
    {"monument_without_building", "Monument zonder pand", "Monument without a building",
     "Een locatie op zichzelf, op haar punt."},
    {"municipality_without_buildings", "Gemeente zonder panden", "Municipality without buildings",
     "Er liggen geen panden in; kijk of de bron het hele gebied dekt."},
    {"municipality_without_monuments", "Gemeente zonder monumenten", "Municipality without monuments",
     "Er liggen geen monumenten in; kijk of de bron het hele gebied dekt."},
    {"municipality_without_people", "Gemeente zonder inwoners", "Municipality without people",
     "Er wonen geen mensen in; kijk of de bron het hele gebied dekt."},
    {"municipality_without_places", "Gemeente zonder bestaande plekken", "Municipality without existing places",
     "Er liggen geen bestaande plekken in; kijk of de bron het hele gebied dekt."},
    {"municipality_without_sites", "Gemeente zonder kandidaten", "Municipality without candidate sites",
     "Er liggen geen kandidaten in; kijk of de bron het hele gebied dekt."},
    {"name_of_several", "Naam van meer monumenten", "Name of several",
     "Meer monumenten in de buurt dragen deze naam; geef het nummer van een."},
    {"negative_amount", "Negatief getal", "Negative amount",
     "Het veld kan niet onder nul liggen; het telt als onbekend."},
    {"no_area", "Zonder vlak", "Without an area", "Er is geen vlak om over te verdelen; geef het record een vorm."},
    {"no_attribution", "Naamsvermelding ontbreekt", "No attribution",
     "Zeg van wie de bron is, zoals het op de kaart moet staan: attribution = \"...\"."},
    {"no_bag_id", "Geen BAG-id", "No BAG id",
     "Het veld hoort een BAG-identificatie van 16 cijfers te bevatten; het is weggelaten."},
    {"no_date", "Geen datum", "No date", "Het veld hoort een datum te bevatten, zoals 2025-12-31; het is weggelaten."},
    {"no_energy_class", "Zonder energieklasse", "No energy class", "Een label zonder klasse zegt hier niets."},
    {"no_existing_places", "Geen bestaande plekken", "No existing places",
     "Zonder bron van bestaande plekken is er geen dekking, concurrentie of opgave."},
    {"no_grid_code", "Geen vierkantcode", "No grid code",
     "Een vierkant zonder vorm heeft een code nodig zoals E1553N4629."},
    {"no_junction", "Geen knooppunt", "No junction", "Een weg begint en eindigt bij knooppunten met een nummer."},
    {"no_licence", "Licentie ontbreekt", "No licence",
     "Zeg onder welke licentie de bron gebruikt mag worden: licence = \"...\"."},
    {"no_vacancy_evidence", "Geen bron over leegstand", "No vacancy evidence",
     "Leegstand blijft voor elke locatie onbekend; voeg een leegstandsregister toe."},
    {"no_vintage", "Peildatum ontbreekt", "No vintage", "Zeg van wanneer de bron is: vintage = \"2025\" of een datum."},
    {"no_weight", "Geen gewicht", "No weight", "Een gewicht ligt tussen 0 en 1; dat van de soort telt."},
    {"not_a_building", "Geen gebouw", "Not a building",
     "Geen kandidaat: archeologie, beelden, bruggen, wallen en graven tellen niet mee."},
    {"not_a_candidate", "Geen kandidaat", "Not a candidate", "Het project zoekt deze soort niet; zie [candidates]."},
    {"not_a_number", "Geen getal", "Not a number", "Het veld hoort een getal te bevatten; het telt als onbekend."},
    {"not_finite", "Coordinaat geen getal", "Coordinate not finite",
     "Een coordinaat is geen getal of oneindig; verbeter de vorm."},
    {"not_vacant", "Niet leeg", "Not vacant", "Geen kenmerk zegt dat het een leegstaand gebouw of bedrijf is."},
    {"old_source", "Oude bron", "Old source", "Zoek een nieuwere, of zeg erbij hoe oud zij is."},
    {"older_label", "Ouder label", "Older label", "Er is een nieuwer label van dezelfde eenheid."},
    {"outside_crs", "Buiten het coordinatenstelsel", "Outside the CRS",
     "De plaats valt buiten het coordinatenstelsel van het project; verbeter de coordinaten."},
    {"outside_municipalities", "Buiten elke gemeente", "Outside every municipality",
     "De plaats ligt in geen enkele gemeente van het project."},
    {"population_differs", "Inwonertal wijkt af", "Population differs",
     "De twee zijn van verschillende datum, of vierkanten zijn geheim: geef buurttotalen, of zeg het erbij."},
    {"population_totals_disagree", "Buurttotaal wijkt te veel af", "Total disagrees",
     "Het totaal en de vierkanten gaan niet over dezelfde mensen; het is niet gevolgd."},
    {"position_uncertain", "Plaats onzeker", "Position uncertain",
     "Niet op de plaats alleen aan een pand gekoppeld; geef een adres of een BAG-id."},
    {"repaired_geometry", "Vorm hersteld", "Geometry repaired", "Geldig gemaakt; laat het bij de bron verbeteren."},
    {"roof_under_ground", "Dak onder het maaiveld", "Roof under the ground",
     "Het dak hoort hoger te liggen dan de grond; de hoogte telt als onbekend."},
    {"rows_differ", "Rijen verschillen", "Rows differ",
     "Rijen van een monument verschillen in wat het maar een keer heeft; de eerste telt."},
    {"several_lines", "Meer lijnen", "Several lines", "Een weg is een lijn van knooppunt naar knooppunt."},
    {"street_not_found", "Straat niet gevonden", "Street not found",
     "De straat staat niet in het bestand; lever het hele uittreksel aan."},
    {"street_withdrawn", "Straat ingetrokken", "Street withdrawn",
     "De straat is ingetrokken, maar adressen noemen haar nog; zij houden haar."},
    {"streets_do_not_cover", "Straten dekken het gebied niet", "Streets do not cover the region",
     "Wie en wat voorbij de straten ligt, is niet aangesloten; neem een uittreksel dat het hele gebied bevat, met een "
     "rand eromheen."},
    {"term_without_words", "Term zonder woorden", "Term without words",
     "Vraag in de zoekopdracht ook de woorden van de term op (skos:prefLabel)."},
    {"too_small", "Te klein", "Too small", "Kleiner dan het project vraagt; zie smallest_area_m2 in [candidates]."},
    {"total_without_cells", "Totaal zonder vierkanten", "Total without cells",
     "In dit gebied ligt geen vierkant; zijn inwoners tellen nergens mee."},
    {"town_not_found", "Woonplaats niet gevonden", "Town not found",
     "De woonplaats staat niet in het bestand; lever het hele uittreksel aan."},
    {"town_withdrawn", "Woonplaats ingetrokken", "Town withdrawn",
     "De woonplaats is ingetrokken, maar adressen noemen haar nog; zij houden haar."},
    {"type_not_wanted", "Soort niet gevraagd", "Type not wanted",
     "Het project zoekt deze soort gebouw niet; zie types in [candidates]."},
    {"unknown_building", "Pand onbekend", "Unknown building",
     "Dit pand staat niet in de bron van panden; controleer de id."},
    {"unknown_code", "Code onbekend", "Unknown code",
     "De code staat in geen lijst en telt als onbekend; vertaal haar met codes."},
    {"unknown_rule", "Vraag onbekend", "Unknown rule", "Het profiel kent deze vraag niet; controleer de naam."},
    {"unknown_site", "Locatie onbekend", "Unknown site", "Geen locatie heeft deze sleutel of naam; controleer haar."},
    {"unknown_unit", "Verblijfsobject onbekend", "Unknown unit",
     "Dit verblijfsobject staat niet in de bron; controleer de id."},
    {"unreadable_answer", "Antwoord onleesbaar", "Unreadable answer",
     "Verwacht: ja, nee, of een getal waar de vraag een grens heeft."},
    {"vacancy_conflict", "Bronnen over leegstand oneens", "Conflict about vacancy",
     "Vraag na welke gelijk heeft en verbeter de andere; tot dan staan beide in de uitkomst."},
    {"vacancy_too_uncertain", "Leegstand te onzeker", "Vacancy too uncertain",
     "Minder zeker leeg dan het project vraagt; zie vacancy_at_least in [candidates]."},
    {"vacancy_without_site", "Leegstand zonder pand", "Vacancy without a site",
     "Geen pand of locatie heeft deze id, dit adres of deze plaats; controleer het record."},
    {"vintages_apart", "Peildata lopen uiteen", "Vintages apart",
     "Gemeenten, inwoners en panden van verschillende jaren tellen niet op; neem een jaar, of zeg het erbij."},
    {"weight_outside_range", "Gewicht buiten bereik", "Weight outside range",
     "Een gewicht ligt tussen 0 en 1; dat van de soort telt."},
    {"without_place", "Zonder plaats", "Without a place", "Er is geen plaats bekend; geef een adres of coordinaten."},
    {"wrong_geometry", "Verkeerde vorm", "Wrong geometry", "De vorm is van een andere soort dan deze tabel vraagt."},
});

const FindingWords* find_words(std::string_view rule) noexcept {
  const auto found = std::ranges::lower_bound(kWords, rule, {}, &FindingWords::rule);
  return found != kWords.end() && found->rule == rule ? &*found : nullptr;
}

}  // namespace

std::span<const FindingWords> finding_words() noexcept { return kWords; }

std::string rule_label(std::string_view rule, const Words& words) {
  const FindingWords* const found = find_words(rule);
  return found == nullptr ? std::string{rule} : words(std::string{found->label_nl}, std::string{found->label_en});
}

std::string remedy_text(std::string_view rule, const std::string& remedy, const Words& words) {
  const FindingWords* const found = find_words(rule);
  return found != nullptr && words.language() == model::Language::nl ? std::string{found->remedy_nl} : remedy;
}

}  // namespace trek::publish::detail
