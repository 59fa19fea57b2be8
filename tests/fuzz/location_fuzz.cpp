// What `trek locate` reads: costs, demand and sites as CSV, or a graph of the OR-Library. The first byte says which;
// the three lists are parted by lines of "---".
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "fuzz/support/memory_folder.hpp"
#include "fuzz/support/require.hpp"
#include "fuzz/support/target.hpp"
#include "location_input.hpp"
#include "site_input.hpp"

namespace trek::fuzz {
namespace {

constexpr std::string_view kNextList = "\n---\n";

/// Text up to the next list, which is taken away.
std::string_view next_list(std::string_view& text) {
  const auto end = text.find(kNextList);
  const std::string_view list = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + kNextList.size());
  return list;
}

void check_input(const cli::LocationInput& input) {
  require(input.costs.row_count() == input.demand.size(), "a row of costs for each of the demand");
  require(input.costs.site_count() == input.sites.size(), "costs for each site");
  require(input.weight.size() == input.demand.size(), "a weight for each row");
  require(input.parts >= 1.0, "a cost of 1 is at least one whole cost");
  std::size_t unserved = 0;
  for (std::size_t row = 0; row < input.costs.row_count(); ++row) {
    std::size_t count = 0;
    std::uint32_t last = 0;
    input.costs.for_each(row, [&](const siting::SiteCost& entry) {
      require(entry.site < input.sites.size() && entry.cost <= input.largest, "a site and a cost that are there");
      require(count == 0 || entry.site > last, "sites ascend");
      last = entry.site;
      ++count;
    });
    unserved += count == 0 ? 1 : 0;
  }
  require(unserved == input.unserved_count, "rows without a site are counted");
  for (const double weight : input.weight) require(std::isnan(weight) || weight >= 0.0, "no weight is below 0");
  for (const std::string& key : input.sites.keys()) require(input.sites.find(key).has_value(), "a site has its row");
}

void check_sites(const cli::SiteInput& sites, std::size_t site_count) {
  for (const auto& list : {sites.forced, sites.forbidden})
    require(std::ranges::all_of(list, [&](std::uint32_t site) { return site < site_count; }), "sites that are there");
  for (const std::size_t size :
       {sites.group.size(), sites.x.size(), sites.y.size(), sites.cost.size(), sites.capacity.size()})
    require(size == 0 || size == site_count, "a value for each site, or none");
}

void check_lists(std::string_view text) {
  const MemoryFolder& folder = memory_folder();
  const auto costs = folder.write("costs.csv", next_list(text));
  const std::string_view of_demand = next_list(text);
  const auto demand = of_demand.empty() ? std::filesystem::path{} : folder.write("demand.csv", of_demand);
  const auto sites = text.empty() ? std::filesystem::path{} : folder.write("sites.csv", text);
  const auto input = outcome([&] { return cli::read_location_input(costs, demand, sites); });
  if (!input) return;
  check_input(*input);
  for (const double spacing : {0.0, 1.0}) {
    const auto of_sites = outcome([&] { return cli::read_site_input(sites, spacing, 1e6, {}, input->sites); });
    if (of_sites) check_sites(*of_sites, input->sites.size());
  }
}

void check_graph(std::string_view text) {
  std::size_t p = 0;
  const auto input = outcome([&] { return cli::location_input_of_graph(memory_folder().write("graph.txt", text), p); });
  if (!input) return;
  check_input(*input);
  require(p >= 1 && p <= input->sites.size(), "as many sites are chosen as there are, at most");
  for (std::size_t row = 0; row < input->demand.size(); ++row) {
    bool is_there = false;
    input->costs.for_each(
        row, [&](const siting::SiteCost& entry) { is_there = is_there || (entry.site == row && entry.cost == 0); });
    require(is_there, "the way to itself is none");
  }
}

}  // namespace

std::vector<std::string> seeds() {
  return {
      "corigin,destination,cost\na,s1,10\na,s2,12.5\nb,s2,3\n---\nid,weight\na,100\nb,\n---\n"
      "id,forced,forbidden,group,cost,x,y,capacity\ns1,yes,no,Borne,100,0,0,50\ns2,no,no,Losser,200.5,3,4,60\n",
      "corigin;destination;cost\na;s1;10,5\na;s1;10,5\n",
      "corigin\tdestination\ttime_s\na\ts1\t900\n---\n\n---\nid\tx\ty\ns1\t1\t2\n",
      "g3 2 1\n1 2 4\n2 3 5\n",
      "g1 0 1\n",
      "g4 3 2\n1 2 1\n1 2 7\n3 3 1\n"};
}

std::vector<std::string> words() {
  return {"c",
          "g",
          "origin,destination,cost\n",
          "id,weight\n",
          "id,forced,forbidden,group,cost,x,y,capacity\n",
          "---\n",
          "yes",
          "no",
          "\"",
          ",",
          ";",
          "\t",
          "\r\n",
          "nan",
          "1e308",
          "-1",
          "4000000000",
          "0.0000001",
          "1 2 4\n",
          "5000 0 1\n",
          "ja",
          "nee"};
}

void run(std::string_view input) {
  if (input.empty()) return;
  input.front() == 'g' ? check_graph(input.substr(1)) : check_lists(input.substr(1));
}

}  // namespace trek::fuzz
