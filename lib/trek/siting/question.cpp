#include "trek/siting/question.hpp"

#include "trek/core/error.hpp"
#include "trek/siting/capacitated.hpp"
#include "trek/siting/covering_all.hpp"
#include "trek/siting/detail/demand_lists.hpp"
#include "trek/siting/location.hpp"

namespace trek::siting {

Location location_of(const Question& question, const core::Control& control) {
  switch (question.problem) {
    case Problem::set_covering:
      return set_covering(question.task, question.standard, control);
    case Problem::max_covering:
      if (!question.capacity.empty())
        return capacitated_covering(question.task, question.standard, question.capacity, question.options, control)
            .location;
      return max_covering(question.task, question.standard, question.options, control);
    case Problem::p_median:
      if (question.penalty) return p_median(question.task, *question.penalty, question.options, control);
      return p_median_of_all(question.task, question.options, control);
    case Problem::p_center:
      return p_center(question.task, control);
  }
  return {};
}

DemandedSites demanded_sites(const Question& question) {
  switch (question.problem) {
    case Problem::set_covering:
      return {question.task, question.task.p > 0 ? CountRule::at_most : CountRule::any, question.standard};
    case Problem::max_covering:
      return {question.task};
    case Problem::p_median:
      if (question.penalty) return {question.task};
      [[fallthrough]];
    case Problem::p_center:
      return {question.task, CountRule::exactly, kNoCost - 1};
  }
  return {question.task};
}

Solver solver_of(const Question& question, const core::Control& control) {
  return [&question, &control](const Addition& addition) {
    const auto forced = detail::both_lists(question.task.forced, addition.forced);
    const auto forbidden = detail::both_lists(question.task.rules.forbidden, addition.forbidden);
    const auto count = detail::both_lists(question.task.rules.count, addition.count);
    Question asked = question;
    asked.task.forced = forced;
    asked.task.rules.forbidden = forbidden;
    asked.task.rules.count = count;
    if (addition.p) asked.task.p = *addition.p;
    ProvenChoice choice;
    try {
      Location location = location_of(asked, control);
      return ProvenChoice{Settled::found, std::move(location.chosen), location.objective, location.bound,
                          location.optimal};
    } catch (const core::Error& error) {
      if (error.kind() != core::ErrorKind::limit) throw;
    }
    choice.state = detail::settled_without_choice(demanded_sites(asked), control);
    return choice;
  };
}

}  // namespace trek::siting
