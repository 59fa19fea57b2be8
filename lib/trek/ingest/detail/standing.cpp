#include "trek/ingest/detail/standing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "trek/core/text.hpp"
#include "trek/ingest/detail/values.hpp"

namespace trek::ingest::detail {

namespace {

// All folded: lower case, one space for what is no letter or digit.
constexpr std::array<std::string_view, 37> kHolds{"rijksmonument",
                                                  "gemeentelijk monument",
                                                  "provinciaal monument",
                                                  "monument",
                                                  "beschermd",
                                                  "rijksbeschermd",
                                                  "aangewezen",
                                                  "ingeschreven",
                                                  "vigerend",
                                                  "van kracht",
                                                  "in werking",
                                                  "onherroepelijk",
                                                  "definitief",
                                                  "actief",
                                                  "active",
                                                  "actueel",
                                                  "huidig",
                                                  "geldig",
                                                  "open",
                                                  "geopend",
                                                  "in bedrijf",
                                                  "in dienst",
                                                  "bestaand",
                                                  "bestaande",
                                                  "operational",
                                                  "existing",
                                                  "listed",
                                                  "protected",
                                                  "current",
                                                  "vastgesteld",
                                                  "geregistreerd",
                                                  "lopend",
                                                  "beschikbaar",
                                                  "beschermd gezicht",
                                                  "rijksbeschermd gezicht",
                                                  "rijksbeschermd stadsgezicht",
                                                  "rijksbeschermd dorpsgezicht"};
constexpr std::array<std::string_view, 39> kEnded{"afgevoerd",
                                                  "afgeschreven",
                                                  "uitgeschreven",
                                                  "ingetrokken",
                                                  "vervallen",
                                                  "doorgehaald",
                                                  "gesloopt",
                                                  "verwijderd",
                                                  "beeindigd",
                                                  "opgeheven",
                                                  "historisch",
                                                  "niet actief",
                                                  "inactief",
                                                  "niet meer van kracht",
                                                  "gesloten",
                                                  "permanent gesloten",
                                                  "definitief gesloten",
                                                  "tijdelijk gesloten",
                                                  "closed",
                                                  "permanently closed",
                                                  "temporarily closed",
                                                  "ended",
                                                  "inactive",
                                                  "withdrawn",
                                                  "revoked",
                                                  "demolished",
                                                  "delisted",
                                                  "disused",
                                                  "buiten gebruik",
                                                  "buiten dienst",
                                                  "niet in gebruik",
                                                  "niet meer in gebruik",
                                                  "failliet",
                                                  "verlopen",
                                                  "expired",
                                                  "afgemeld",
                                                  "afgevallen",
                                                  "dicht",
                                                  "tijdelijk dicht"};
constexpr std::array<std::string_view, 14> kNever{"geen rijksmonument",
                                                  "geen monument",
                                                  "geen gemeentelijk monument",
                                                  "niet beschermd",
                                                  "gewaardeerd niet beschermd",
                                                  "onbeschermd",
                                                  "afgewezen",
                                                  "geweigerd",
                                                  "niet aangewezen",
                                                  "rejected",
                                                  "not listed",
                                                  "no monument",
                                                  "not a monument",
                                                  "niet geregistreerd"};
constexpr std::array<std::string_view, 23> kNotYet{"voorbeschermd",    "voorbescherming",    "in procedure",
                                                   "in voorbereiding", "aangevraagd",        "in aanvraag",
                                                   "voorgenomen",      "voornemen",          "ontwerp",
                                                   "concept",          "voorlopig",          "voorlopig beschermd",
                                                   "gepland",          "in aanbouw",         "in ontwikkeling",
                                                   "nog niet open",    "nog niet geopend",   "planned",
                                                   "proposed",         "under construction", "draft",
                                                   "pending",          "in oprichting"};
// Of premises: what holds for a place ends a vacancy.
constexpr std::array<std::string_view, 15> kStillVacant{
    "leeg",   "leegstaand", "leegstand", "staat leeg", "te huur", "te koop",     "in verhuur",    "in verkoop",
    "vacant", "gemeld",     "to let",    "for sale",   "empty",   "onder optie", "langdurig leeg"};
constexpr std::array<std::string_view, 20> kNoLongerVacant{
    "verhuurd",    "verkocht", "ingevuld", "in gebruik", "weer in gebruik", "in gebruik genomen", "bewoond", "bezet",
    "afgehandeld", "opgelost", "afgerond", "niet leeg",  "niet meer leeg",  "afgesloten",         "let",     "rented",
    "sold",        "occupied", "in use",   "gevuld"};
constexpr std::array<std::string_view, 2> kInUse{"in gebruik", "in use"};

/// "verhuurd per 1 1 2026" -> "verhuurd".
std::string without_date(std::string text) {
  for (const std::string_view word : {" per ", " sinds ", " vanaf ", " op ", " since ", " on "}) {
    const auto at = text.find(word);
    if (at != std::string::npos && text.find_first_of("0123456789", at) != std::string::npos) text.resize(at);
  }
  return text;
}

bool says_yes(std::string_view text) {
  static constexpr std::array<std::string_view, 6> kWords{"ja", "j", "yes", "true", "waar", "1"};
  return core::is_one_of(core::folded(text), kWords);
}
bool says_no(std::string_view text) {
  static constexpr std::array<std::string_view, 6> kWords{"nee", "n", "no", "false", "onwaar", "0"};
  return core::is_one_of(core::folded(text), kWords);
}
/// Stand-ins for "no end": 31-12-9999, 00-00-0000.
bool is_open_end(std::string_view text) {
  return text.find("9999") != std::string_view::npos || text.starts_with("0000") || text.starts_with("00-00");
}

}  // namespace

std::optional<Standing> find_standing(std::string_view table, std::string_view word) {
  const std::string text = without_date(core::folded(word));
  if (table == "vacancy" && core::is_one_of(text, kStillVacant)) return Standing::holds;
  if (table == "vacancy" && core::is_one_of(text, kNoLongerVacant)) return Standing::ended;
  if (table == "candidates" && core::is_one_of(text, kStillVacant)) return Standing::holds;
  if (core::is_one_of(text, kInUse) || core::is_one_of(text, kHolds)) return Standing::holds;
  if (core::is_one_of(text, kEnded)) return Standing::ended;
  if (core::is_one_of(text, kNever)) return Standing::never;
  if (core::is_one_of(text, kNotYet)) return Standing::not_yet;
  const auto kind = table == "vacancy" ? std::nullopt : model::find_monument_kind(text);  // "beschermd stadsgezicht"
  const bool listed = kind && *kind != model::MonumentKind::none && *kind != model::MonumentKind::unknown;
  return listed ? std::optional{Standing::holds} : std::nullopt;
}

StandingFields::StandingFields(const FeatureReader& reader)
    : table_{reader.table_name()},
      today_{reader.today()},
      status_{reader.find_field("status")},
      begin_{reader.find_field("begin")},
      end_{reader.find_field("end")} {}

bool StandingFields::has_ended(Record& record) const {
  if (end_ == nullptr || !end_->present()) return false;
  const std::string text = record.text(*end_);
  if (says_nothing(text) || says_no(text) || is_open_end(text)) return false;
  bool ended = says_yes(text);
  if (!ended) {
    const std::string date = record.date(*end_);
    // A day that has come has ended; of a month or a year alone the last day counts.
    const std::string now = today_.substr(0, date.size());
    ended = !date.empty() && !today_.empty() && (date.size() == today_.size() ? date <= now : date < now);
  }
  if (!ended) return false;
  record.set_apart("ended", text, fmt::format("field '{}' says that it no longer holds", end_->source_name));
  return true;
}

bool StandingFields::has_not_begun(Record& record) const {
  if (begin_ == nullptr || !begin_->present() || today_.empty()) return false;
  if (says_nothing(record.text(*begin_))) return false;
  const std::string date = record.date(*begin_);
  if (date.empty() || date <= today_.substr(0, date.size())) return false;
  record.set_apart("not_yet", date, fmt::format("field '{}' says that it does not hold yet", begin_->source_name));
  return true;
}

StandingFields::Verdict StandingFields::judge(Record& record) const {
  bool known = true;
  if (status_ != nullptr && status_->present()) {
    const std::string text = record.text(*status_);
    const auto standing = says_nothing(text) ? Standing::holds : find_standing(table_, text);
    const std::string remedy = fmt::format(
        "its status (field '{}') sets it apart; give codes.status = {{ \"{}\" = "
        "\"actief\" }} if it holds after all",
        status_->source_name, core::folded(text));
    if (!standing) {
      known = false;
      record.warn("unknown_status", text,
                  fmt::format("the word of field '{}' is in no list, and the record is taken as one that holds; say "
                              "what it means with codes.status = {{ \"{}\" = \"actief\" }}, \"vervallen\" or \"in "
                              "procedure\"",
                              status_->source_name, core::folded(text)));
    } else if (*standing != Standing::holds) {
      const bool later = *standing == Standing::not_yet;
      record.set_apart(later ? "not_yet" : *standing == Standing::ended ? "ended" : "not_listed", text, remedy);
      return Verdict::set_apart;
    }
  }
  if (has_ended(record) || has_not_begun(record)) return Verdict::set_apart;
  return known ? Verdict::holds : Verdict::doubtful;
}

}  // namespace trek::ingest::detail
