#pragma once

#include <functional>
#include <string>

/// One number, one meaning: what a delivery says of people adds up from its layers. For the output of any project.
namespace trek::test {

/// `number` gives the first value of a query, 0 for NULL; `fact` a value of the table `run`.
struct DeliveredNumbers {
  std::function<double(const std::string& sql)> number;
  std::function<std::string(const std::string& key)> fact;
};

/// Checks, in Catch2, that people in demand, municipalities, remainder and run are equal to the hundredth, and that
/// every estimate of the target group lies between its bounds.
void check_people_add_up(const DeliveredNumbers& output);

}  // namespace trek::test
