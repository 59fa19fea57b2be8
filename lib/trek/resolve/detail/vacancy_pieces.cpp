#include "trek/resolve/detail/vacancy_pieces.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "trek/resolve/detail/vacancy_weight.hpp"

namespace trek::resolve::detail {
namespace {

/// Found by where it lies, or by an address that several units have.
bool may_mean_one_unit(model::LinkMethod method) noexcept {
  using model::LinkMethod;
  return method == LinkMethod::inside || method == LinkMethod::nearest || method == LinkMethod::parcel ||
         method == LinkMethod::address;
}

class Gathering {
 public:
  Gathering(const BuildingSources& sources, const std::vector<Edge>& edges, const Group& group,
            const CandidateRule& rule, const std::map<Record, double>& confidences, model::SiteType type,
            core::Report& report)
      : sources_{sources},
        edges_{edges},
        group_{group},
        rule_{rule},
        confidences_{confidences},
        type_{type},
        report_{report} {}

  std::vector<VacancyPiece> result() {
    for (const std::uint32_t row : group_.candidates) take_candidate(*sources_.evidence.candidates, row);
    for (const std::uint32_t row : group_.vacancy) take_record(*sources_.evidence.vacancy, row);
    if (sources_.evidence.buildings != nullptr) take_buildings(*sources_.evidence.buildings);
    if (sources_.evidence.units != nullptr) take_units(*sources_.evidence.units);
    return std::move(pieces_);
  }

 private:
  /// What the list of sites says itself, of the whole site. Without a date it is of today: it was made for this.
  void take_candidate(const model::Candidates& table, std::uint32_t row) {
    const auto share = table.vacancy_share[row];
    if (!share) return;
    const auto kind = *share > 0.0 ? model::VacancyKind::user_report : model::VacancyKind::in_use;
    VacancyPiece piece;
    piece.evidence = {table.source[row], table.key[row], table.date[row], kind, *share, *share};
    piece.most_weight = *share;
    if (!table.date[row].empty()) age(piece);
    add(std::move(piece));
  }

  void take_record(const model::VacancyRecords& table, std::uint32_t row) {
    VacancyPiece piece;
    piece.evidence = {table.source[row], table.record[row], table.date[row], table.kind[row], 0.0, weight(table, row)};
    age(piece);
    for (const std::uint32_t number : group_.edges) {
      const Edge& edge = edges_[number];
      if (edge.from == Record{Table::vacancy, row}) take_link(edge, piece);
    }
    add(std::move(piece));
  }

  void take_link(const Edge& edge, VacancyPiece& piece) const {
    piece.confidence = std::min(piece.confidence, std::min(edge.confidence, confidence_of(edge.to)));
    if (!edge.unit.empty()) {
      piece.units.insert(edge.unit);
    } else if (edge.to.table == Table::building) {
      piece.buildings.insert(edge.to.row);
      piece.one_unit = piece.one_unit || may_mean_one_unit(edge.method);
    }
  }

  /// Weak, and of today: the BAG holds the present state.
  void take_buildings(const model::Buildings& table) {
    for (const std::uint32_t slot : group_.buildings) {
      if (table.status[slot] != model::BuildingStatus::out_of_use) continue;
      VacancyPiece piece = of_bag("buildings", sources_.finder.id(slot), model::VacancyKind::building_out_of_use);
      piece.buildings.insert(slot);
      piece.confidence = confidence_of({Table::building, slot});
      add(std::move(piece));
    }
  }

  void take_units(const model::Units& table) {
    std::map<std::string, double> confidence_of_unit;
    for (const std::uint32_t slot : group_.buildings) {
      for (const std::uint32_t unit : sources_.finder.units_of(slot)) {
        if (table.status[unit] != model::UnitStatus::out_of_use) continue;
        double& confidence = confidence_of_unit[table.id[unit]];
        confidence = std::max(confidence, confidence_of({Table::building, slot}));
      }
    }
    for (const auto& [unit, confidence] : confidence_of_unit) {
      VacancyPiece piece = of_bag("units", unit, model::VacancyKind::unit_out_of_use);
      piece.units.insert(unit);
      piece.confidence = confidence;
      add(std::move(piece));
    }
  }

  static VacancyPiece of_bag(const char* source, const std::string& record, model::VacancyKind kind) {
    const double weight = model::default_weight(kind);
    VacancyPiece piece;
    piece.evidence = {source, record, {}, kind, weight, weight};
    piece.most_weight = weight;
    return piece;
  }

  void age(VacancyPiece& piece) const {
    const AgedWeight aged = aged_weight(piece.evidence.full_weight, piece.evidence.date, rule_.vacancy.reference_date);
    piece.evidence.weight = aged.weight;
    piece.most_weight = aged.most_weight;
  }

  void add(VacancyPiece piece) {
    piece.least_weight = piece.confidence < kDoubtfulBelow ? 0.0 : piece.evidence.weight;
    pieces_.push_back(std::move(piece));
  }

  [[nodiscard]] double confidence_of(Record record) const {
    const auto found = confidences_.find(record);
    return found == confidences_.end() ? 1.0 : found->second;
  }

  [[nodiscard]] double weight(const model::VacancyRecords& table, std::uint32_t row) {
    if (table.kind[row] == model::VacancyKind::in_use) return 0.0;  // evidence against, whatever it weighs
    const double usual = model::default_weight(table.kind[row], type_);
    const double given = table.weight[row].value_or(usual);
    if (given >= 0.0 && given <= 1.0) return given;
    const auto& evidence = sources_.evidence;
    report_.add({core::Severity::warning, source_of(evidence, {Table::vacancy, row}), table.record[row],
                 "weight_outside_range", fmt::format("{}", given),
                 "expected a weight from 0 to 1; the default of its kind was used",
                 location_of(evidence, {Table::vacancy, row})});
    return usual;
  }

  const BuildingSources& sources_;
  const std::vector<Edge>& edges_;
  const Group& group_;
  const CandidateRule& rule_;
  const std::map<Record, double>& confidences_;
  model::SiteType type_;
  core::Report& report_;
  std::vector<VacancyPiece> pieces_;
};

}  // namespace

std::vector<VacancyPiece> vacancy_pieces(const BuildingSources& sources, const std::vector<Edge>& edges,
                                         const Group& group, const CandidateRule& rule,
                                         const std::map<Record, double>& confidences, model::SiteType type,
                                         core::Report& report) {
  return Gathering{sources, edges, group, rule, confidences, type, report}.result();
}

}  // namespace trek::resolve::detail
