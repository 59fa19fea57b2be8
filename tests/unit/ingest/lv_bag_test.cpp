#include "trek/ingest/detail/lv_bag.hpp"

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "drawn.hpp"
#include "support/balance.hpp"
#include "support/catch.hpp"
#include "support/lv_bag_extract.hpp"
#include "support/real_data.hpp"
#include "trek/core/random.hpp"
#include "trek/ingest/detail/key_set.hpp"
#include "trek/ingest/detail/stand_sieve.hpp"
#include "trek/ingest/detail/zip_directory.hpp"
#include "trek/ingest/import.hpp"
#include "trek/ingest/inspect.hpp"

namespace bag = trek::test::lv_bag;
namespace detail = trek::ingest::detail;
namespace fs = std::filesystem;
namespace ingest = trek::ingest;
namespace model = trek::model;
namespace test = trek::test;

namespace {

const bag::State kUnitInUse{"Verblijfsobject in gebruik"};
const bag::State kIssued{"Naamgeving uitgegeven"};
const bag::State kDesignated{"Woonplaats aangewezen"};

using Files = std::vector<std::pair<std::string, std::string>>;  // object type, file

/// Six units in a street or two of one town; what is wrong with each is in the names of the cases.
Files town() {
  const std::string pand = "0153100000000001";
  const auto vbo = [&](const char* id, const bag::Addresses& addresses, double x, const bag::State& state) {
    return bag::verblijfsobject(id, addresses, x, 471'000, 80, pand, state);
  };
  return {
      {"PND", bag::file("PND", {bag::pand(pand, 257'000, 471'000, 20, 1911, {"Pand in gebruik"})})},
      {"VBO",
       bag::file("VBO", {vbo("0153010000000001", {"0153200000000001", {"0153200000000009"}}, 257'001, kUnitInUse),
                         vbo("0153010000000002", {"0153200000000002"}, 257'002, kUnitInUse),
                         vbo("0153010000000003", {"0153200000000003"}, 257'003, kUnitInUse),
                         vbo("0153010000000004", {"0153200000000004"}, 257'004, kUnitInUse)})},
      {"VBO", bag::file("VBO", {vbo("0153010000000005", {"0153200000000005"}, 257'005, kUnitInUse),
                                vbo("0153010000000006", {"0153200000000006"}, 290'000, kUnitInUse)})},
      {"NUM", bag::file("NUM", {bag::nummeraanduiding("0153200000000001", {4, "", "", "7511AA"}, "0153300000000001",
                                                      {"Naamgeving uitgegeven", "2005-01-01", "2015-01-01"}),
                                bag::nummeraanduiding("0153200000000001", {4, "a", "2", "7511AB"}, "0153300000000001",
                                                      {"Naamgeving uitgegeven", "2015-01-01"}),
                                bag::nummeraanduiding("0153200000000002", {6}, "0153300000000001", kIssued, "1002"),
                                bag::nummeraanduiding("0153200000000004", {8}, "0153300000000009", kIssued)})},
      {"NUM", bag::file("NUM", {bag::nummeraanduiding("0153200000000005", {10}, "0153300000000002",
                                                      {"Naamgeving ingetrokken"}),
                                bag::nummeraanduiding("0153200000000006", {12}, "0153300000000001", kIssued),
                                bag::nummeraanduiding("0153200000000009", {99}, "0153300000000001", kIssued)})},
      {"OPR", bag::file("OPR", {bag::openbare_ruimte("0153300000000001", "Oude Markt", "1001",
                                                     {"Naamgeving uitgegeven", "2000-01-01", "2012-01-01"}),
                                bag::openbare_ruimte("0153300000000001", "Nieuwe Markt", "1001",
                                                     {"Naamgeving uitgegeven", "2012-01-01"}),
                                bag::openbare_ruimte("0153300000000002", "Gracht", "1009", kIssued)})},
      {"WPL", bag::file("WPL", {bag::woonplaats("1001", "Enschede", kDesignated),
                                bag::woonplaats("1002", "Lonneker", kDesignated)})},
  };
}

void write_folder(const test::TemporaryFolder& folder, const Files& files) {
  int number = 0;
  for (const auto& [code, text] : files) folder.write(bag::file_name(code, ++number), text);
}

/// Zips in a zip, one an object type, each of the packing that is asked for.
fs::path write_zips(const test::TemporaryFolder& folder, const Files& files, bag::Packing packing,
                    const char* name = "lvbag-extract-nl.zip") {
  const test::TemporaryFolder parts;
  std::vector<fs::path> zips;
  for (const char* const code : {"PND", "VBO", "LIG", "STA", "NUM", "OPR", "WPL"}) {
    const auto zip_path = parts / ("9999" + std::string{code} + "08012026.zip");
    bool used = false;
    {
      bag::ZipFile zip{zip_path};
      int number = 0;
      for (const auto& [of, text] : files) {
        ++number;
        if (of != code) continue;
        zip.add(bag::file_name(code, number), text);
        used = true;
      }
    }
    if (used) zips.push_back(zip_path);
  }
  bag::ZipFile whole{folder / name, packing};
  whole.add("Leveringsdocument-BAG-Extract.xml", "<none/>");
  for (const auto& zip : zips) whole.add(zip);
  return folder / name;
}

ingest::Loaded<model::Units> units(const fs::path& path, const std::string& date = {},
                                   const ingest::ReadOptions& options = {}, const std::string& layer = {}) {
  auto source = test::source_of(path, "units");
  source.reference_date = date;
  source.layer = layer;
  return ingest::read_units(source, options, test::kControl);
}

std::vector<std::string> lines(const model::Units& table) {
  std::vector<std::string> lines;
  for (const auto& address : table.address) lines.push_back(model::one_line(address));
  return lines;
}

std::vector<std::string> findings(const trek::core::Report& report) {
  std::vector<std::string> list;
  for (const auto& finding : report.findings())
    list.push_back(finding.rule + " " + finding.record.en + (finding.value.empty() ? "" : " " + finding.value.en));
  std::sort(list.begin(), list.end());
  return list;
}

const std::vector<std::string> kAddresses{
    "Nieuwe Markt 4a-2, 7511AB Enschede", "Nieuwe Markt 6, 7511AB Lonneker", "", "7511AB", "Gracht 10, 7511AB",
    "Nieuwe Markt 12, 7511AB Enschede"};

}  // namespace

TEST_CASE("LV BAG units: joined with number, street and town; what is not found is a finding, and the unit stays",
          "[ingest][unit]") {
  const test::TemporaryFolder folder;
  write_folder(folder, town());
  const auto loaded = units(folder.path());
  CHECK(loaded.record.read_count == 6);
  test::check_balance(loaded);
  CHECK(loaded.record.used_count == 6);
  CHECK(lines(loaded.table) == kAddresses);
  CHECK(findings(loaded.report) == std::vector<std::string>{"address_not_found 0153010000000003 0153200000000003",
                                                            "address_withdrawn 0153010000000005 0153200000000005",
                                                            "street_not_found 0153300000000009 1 addresses",
                                                            "town_not_found 1009 1 addresses"});
  const auto& notes = loaded.record.notes;
  CHECK(std::count(notes.begin(), notes.end(), "1 further addresses (nevenadressen) are not read") == 1);
}

TEST_CASE("LV BAG units: number and street are those of the reference date", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  write_folder(folder, town());
  CHECK(lines(units(folder.path(), "2011-06-01").table).front() == "Oude Markt 4, 7511AA Enschede");
  CHECK(lines(units(folder.path(), "2014-06-01").table).front() == "Nieuwe Markt 4, 7511AA Enschede");
  CHECK(lines(units(folder.path(), "2016-06-01").table).front() == kAddresses.front());
}

TEST_CASE("LV BAG units: a folder, zips in a folder, a zip and zips in a zip give the same table", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  for (const auto packing : {bag::Packing::stored, bag::Packing::compressed}) {
    const auto loaded = units(write_zips(folder, town(), packing));
    CHECK(lines(loaded.table) == kAddresses);
    fs::remove(folder / "lvbag-extract-nl.zip");
  }
  {
    bag::ZipFile flat{folder / "flat.zip"};
    int number = 0;
    for (const auto& [code, text] : town()) flat.add(bag::file_name(code, ++number), text);
  }
  CHECK(lines(units(folder / "flat.zip").table) == kAddresses);
  const test::TemporaryFolder mixed;
  write_folder(mixed, town());
  fs::remove(mixed / bag::file_name("OPR", 6));
  {
    bag::ZipFile zip{mixed / "9999OPR08012026.zip"};
    zip.add(bag::file_name("OPR", 6), town()[5].second);
  }
  CHECK(lines(units(mixed.path()).table) == kAddresses);
}

TEST_CASE("LV BAG units: a region gives the units in it, with the same addresses", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto zip = write_zips(folder, town(), bag::Packing::stored);
  ingest::ReadOptions options;
  options.region = trek::geo::Box{256'000, 470'000, 258'000, 472'000};
  const auto loaded = units(zip, {}, options);
  CHECK(loaded.record.read_count == 5);  // the sixth lies at x 290,000
  test::check_balance(loaded);
  CHECK(lines(loaded.table) == std::vector<std::string>(kAddresses.begin(), kAddresses.end() - 1));
  options.region = trek::geo::Box{10'000, 400'000, 11'000, 401'000};
  CHECK(units(zip, {}, options).table.size() == 0);
}

TEST_CASE("LV BAG units: a file alone has no addresses, and says so once", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(bag::file_name("VBO", 1), town()[1].second);
  const auto alone = units(path);
  CHECK(alone.table.size() == 4);
  CHECK(findings(alone.report) == std::vector<std::string>{"addresses_incomplete Nummeraanduiding 4 units"});
  folder.write(bag::file_name("NUM", 4), town()[3].second);
  const auto without_streets = units(folder.path());
  CHECK(lines(without_streets.table).front() == "7511AB");
  CHECK(without_streets.table.address.front().number == "4a-2");
  CHECK(std::ranges::count(findings(without_streets.report), "addresses_incomplete Openbareruimte 4 units") == 1);
}

TEST_CASE("LV BAG berths and pitches: units at a point in their area, floor area unknown", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  Files files = town();
  files.push_back({"LIG", bag::file("LIG", {bag::plaats("Ligplaats", "0153020000000001", {"0153200000000002"}, 257'100,
                                                        471'100, 30, {"Plaats aangewezen"}),
                                            bag::plaats("Ligplaats", "0153020000000002", {"0153200000000001"}, 257'200,
                                                        471'100, 30, {"Plaats ingetrokken"})})});
  files.push_back({"STA", bag::file("STA", {bag::plaats("Standplaats", "0153030000000001", {"0153200000000006"},
                                                        257'300, 471'100, 30, {"Plaats aangewezen"})})});
  const auto zip = write_zips(folder, files, bag::Packing::stored);
  CHECK(units(zip).record.layer == "Verblijfsobject");  // it has most of what a unit is
  const auto notes = units(zip).record.notes;
  CHECK(std::ranges::any_of(notes, [](const auto& n) { return test::says(n.en, "Ligplaats, Standplaats in it too"); }));
  const auto berths = units(zip, {}, {}, "Ligplaats");
  CHECK(berths.record.mapping == "lv_bag_berths");
  CHECK(lines(berths.table) == std::vector<std::string>{kAddresses[1], kAddresses[0]});
  CHECK(berths.table.status == std::vector{model::UnitStatus::in_use, model::UnitStatus::withdrawn});
  CHECK(berths.table.floor_area_m2[0] == std::nullopt);
  CHECK(trek::geo::Box{257'100, 471'100, 257'130, 471'130}.contains(berths.table.place[0]));
  CHECK(units(zip, {}, {}, "Standplaats").record.mapping == "lv_bag_pitches");
}

TEST_CASE("BAG light berths and pitches: units with their address, told by the name of the layer", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  for (const auto& [layer, mapping] : {std::pair{"ligplaats", "bag_berths"}, std::pair{"standplaats", "bag_pitches"}}) {
    std::string text = test::collection({test::feature(
        R"("identificatie":"0153020000000001","status":"Plaats aangewezen","openbare_ruimte_naam":"Kade",)"
        R"("huisnummer":3,"huisletter":"b","toevoeging":null,"postcode":"7511AB","woonplaats_naam":"Enschede")",
        test::square(257'000, 471'000, 20))});
    text.replace(text.find("drawn"), 5, layer);
    const auto loaded = units(folder.write(std::string{layer} + ".geojson", text));
    CHECK(loaded.record.mapping == mapping);
    CHECK(lines(loaded.table) == std::vector<std::string>{"Kade 3b, 7511AB Enschede"});
    CHECK(loaded.table.floor_area_m2[0] == std::nullopt);
    CHECK(trek::geo::Box{257'000, 471'000, 257'020, 471'020}.contains(loaded.table.place[0]));
  }
}

TEST_CASE("LV BAG extract: import lists what it leaves out, and inspect names every part", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto zip = write_zips(folder, town(), bag::Packing::stored);
  auto source = test::source_of(zip, "units");
  source.reference_date = "2009-06-01";  // before any unit
  const auto result = ingest::import_source(source, {}, test::kControl);
  test::check_balance(result);
  CHECK(result.record.used_count == 0);
  CHECK(result.record.left_out_count == 6);  // of both files
  const auto file = ingest::inspect(zip, test::kControl);
  std::vector<std::string> seen;
  for (const auto& layer : file.layers)
    seen.push_back(layer.name + " " + std::to_string(layer.feature_count) + " " + layer.fits.front().mapping);
  CHECK(seen == std::vector<std::string>{"Pand 1 lv_bag_buildings", "Verblijfsobject 6 lv_bag_units",
                                         "Nummeraanduiding 7 lv_bag_addresses", "Openbareruimte 3 lv_bag_streets",
                                         "Woonplaats 2 lv_bag_towns"});
}

TEST_CASE("LV BAG extract: a part that breaks off is an error, in a region of another place too", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  Files files = town();
  files[2].second.resize(files[2].second.size() - 100);
  const auto zip = write_zips(folder, files, bag::Packing::stored);
  CHECK(test::says(test::data_error([&] { (void)units(zip); }), "breaks off"));
  ingest::ReadOptions elsewhere;
  elsewhere.region = trek::geo::Box{10'000, 400'000, 11'000, 401'000};
  CHECK_FALSE(test::data_error([&] { (void)units(zip, {}, elsewhere); }).empty());
}

TEST_CASE("LV BAG extract: files of another type than their name says are refused, in a zip and beside one",
          "[ingest][unit]") {
  const test::TemporaryFolder folder;
  {
    bag::ZipFile inner{folder / "9999PND08012026.zip"};  // berths alone, in what should hold buildings
    inner.add(bag::file_name("LIG", 1), bag::file("LIG", {}));
  }
  for (const auto packing : {bag::Packing::stored, bag::Packing::compressed}) {
    const auto path = folder / "extract.zip";
    fs::remove(path);
    {
      bag::ZipFile outer{path, packing};
      outer.add(folder / "9999PND08012026.zip");
    }
    const auto error = test::data_error(
        [&] { (void)ingest::read_candidates(test::source_of(path, "candidates"), {}, test::kControl); });
    CHECK(test::says(error, "holds no files of Pand"));
  }
  const test::TemporaryFolder named;
  const std::string berth =
      bag::plaats("Ligplaats", "0153020000000001", {}, 255'000, 470'000, 8, {"Plaats aangewezen"});
  named.write(bag::file_name("PND", 1), bag::file("LIG", {berth}));
  const auto error = test::data_error(
      [&] { (void)ingest::read_buildings(test::source_of(named.path(), "buildings"), {}, test::kControl); });
  CHECK(test::says(error, "holds 'Ligplaats', expected 'Pand' by its name"));
}

TEST_CASE("stand_sieve: what it leaves is what a reader without it would keep", "[ingest][property]") {
  const auto seed = GENERATE(range(0U, 20U));
  CAPTURE(seed);
  trek::core::Random random{seed};
  const trek::geo::Box region{100'000, 400'000, 120'000, 420'000};
  std::vector<std::string> all;
  std::vector<std::string> inside;
  for (int i = 0; i < 200; ++i) {
    const double x = 50'000 + 150'000 * random.uniform();
    const double y = 350'000 + 150'000 * random.uniform();
    all.push_back(bag::pand("0153100000000001", x, y, 10, 1900, {"Pand in gebruik"}));
    if (region.intersects({x, y, x + 10, y + 10})) inside.push_back(all.back());
  }
  const auto left = detail::sieved(bag::file("PND", all), {region, {}});
  for (const auto& object : inside) CHECK(left.find(object) != std::string::npos);
  CHECK(left.size() < bag::file("PND", all).size());
  CHECK(detail::sieved(bag::file("PND", all), {trek::geo::Box{0, 300'000, 1, 300'001}, {}}).empty());
}

TEST_CASE("stand_sieve: by identification; what it cannot judge stays", "[ingest][unit]") {
  const auto one = bag::nummeraanduiding("0153200000000001", {1}, "0153300000000001", kIssued);
  const auto two = bag::nummeraanduiding("0153200000000002", {2}, "0153300000000001", kIssued);
  const auto text = bag::file("NUM", {one, two});
  detail::StandSieve sieve;
  sieve.ids = {153'200'000'000'002ULL};
  const auto left = detail::sieved(text, sieve);
  CHECK(left.find(one) == std::string::npos);
  CHECK(left.find(two) != std::string::npos);
  CHECK(left.ends_with("</sl-bag-extract:bagStand>\n"));
  sieve.ids.reset();
  sieve.present_only = true;
  CHECK(detail::sieved(text, sieve) == text);
  for (const char* const end : {"eindGeldigheid", "tijdstipInactief", "tijdstipInactiefLV", "tijdstipNietBagLV"}) {
    auto past = one;
    past.insert(past.find("<Historie:tijdstipRegistratie>"),
                "<Historie:" + std::string{end} + ">2019-01-01</Historie:" + std::string{end} + ">");
    CHECK(detail::sieved(bag::file("NUM", {past, two}), sieve).find(">0153200000000001<") == std::string::npos);
  }
  sieve.present_only = false;
  sieve.ids = {7};
  CHECK(detail::sieved(text, sieve).empty());
  CHECK(detail::sieved("<no such file/>", sieve) == "<no such file/>");
  sieve.ids = {};
  sieve.region = trek::geo::Box{0, 0, 1, 1};
  CHECK(detail::sieved(text, sieve) == text);  // no places
  CHECK(detail::find_id_number("NL.IMBAG.Woonplaats.2142") == 2142);
  CHECK(detail::find_id_number("x") == std::nullopt);
  CHECK(detail::find_id_number("") == std::nullopt);
}

TEST_CASE("zip_members: name, sizes and packing of each", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  { bag::ZipFile{folder / "stored.zip", bag::Packing::stored}.add("a.txt", "aaaa"); }
  { bag::ZipFile{folder / "compressed.zip"}.add("a.txt", std::string(1000, 'a')); }
  const auto members = [&](const char* name) { return detail::zip_members((folder / name).string(), name); };
  REQUIRE(members("stored.zip").size() == 1);
  CHECK(members("stored.zip").front().name == "a.txt");
  CHECK(members("stored.zip").front().is_stored);
  CHECK(members("stored.zip").front().bytes == 4);
  REQUIRE(members("compressed.zip").size() == 1);
  CHECK_FALSE(members("compressed.zip").front().is_stored);
  CHECK(members("compressed.zip").front().bytes == 1000);
  CHECK(members("compressed.zip").front().packed_bytes < 100);
}

TEST_CASE("zip_members: a zip that is cut, contradicts itself or grows without measure is refused", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  { bag::ZipFile{folder / "a.zip", bag::Packing::stored}.add("a.txt", "aaaa"); }
  std::ifstream stream{folder / "a.zip", std::ios::binary};
  const std::string whole{std::istreambuf_iterator<char>{stream}, {}};
  const auto fault = [&](const std::string& bytes) -> std::string {
    const auto file = folder.write("b.zip", bytes);
    try {
      return std::to_string(detail::zip_members(file.string(), "b.zip").size());
    } catch (const trek::core::Error& error) {
      CHECK(error.kind() == trek::core::ErrorKind::data);
      return error.what();
    }
  };
  CHECK(fault(whole) == "1");
  CHECK(fault("#!/bin/sh\n" + whole) == "1");  // what unpacks itself
  for (std::size_t bytes = 0; bytes < whole.size(); ++bytes) CHECK(fault(whole.substr(0, bytes)) != "1");
  const auto entry = whole.find("PK\x01\x02");
  const auto end = whole.find("PK\x05\x06");
  const auto with = [&](std::size_t at, const std::string& bytes) {
    return std::string{whole}.replace(at, bytes.size(), bytes);
  };
  CHECK(test::says(fault(with(end + 10, "\x02")), "breaks off after 1 of 2"));
  CHECK(test::says(fault(with(entry + 28, "\xFF\xFF")), "breaks off"));
  CHECK(test::says(fault(with(entry + 30, "\xFF\xFF")), "breaks off"));
  CHECK(test::says(fault(with(entry + 20, "\xFF\xFF")), "lies over"));
  CHECK(test::says(fault(with(entry + 42, "\xFF\xFF")), "lies over"));
  CHECK(test::says(fault(with(entry + 24, "\xFF\xFF\xFF\x7F")), "would grow"));
  CHECK(test::says(fault(with(end + 16, "\xFF\xFF\xFF\x7F")), "is no zip"));
}

TEST_CASE("KeySet: numbers and texts, leading zeros kept apart", "[ingest][unit]") {
  detail::KeySet keys;
  for (const char* const key : {"7", "07", "0153100000000001", "NL.1", "12345678901234567890"}) CHECK(keys.add(key));
  for (const char* const key : {"7", "07", "0153100000000001", "NL.1", "12345678901234567890"})
    CHECK_FALSE(keys.add(key));
}

TEST_CASE("real LV BAG files of Doesburg: units, berths and pitches have their addresses", "[ingest][data]") {
  const auto folder = test::real_data("bag/lvbag_small");
  const auto loaded = units(folder);
  CHECK(loaded.record.read_count == 2);
  test::check_balance(loaded);
  CHECK(lines(loaded.table) ==
        std::vector<std::string>{"Kosterstraat 4, 6981CH Doesburg", "Schout bij Nacht Doormansingel 9l, Doesburg"});
  CHECK(loaded.report.findings().empty());
  CHECK(lines(units(folder, "2014-01-01").table).back() == "Schout bij Nacht Doormansingel 9l, 6981EA Doesburg");
  CHECK(lines(units(folder, "2012-01-01").table).back() == "Schout bij Nacht Doormansingel 9b, 6981EA Doesburg");

  const auto berths = units(folder, {}, {}, "Ligplaats");
  CHECK(berths.record.read_count == 2);
  test::check_balance(berths);
  CHECK(lines(berths.table) ==
        std::vector<std::string>{"Koppenberch 2, 6982CZ Doesburg", "Koppenberch 20, 6982CZ Doesburg"});
  const auto pitches = units(folder, {}, {}, "Standplaats");
  CHECK(pitches.record.read_count == 2);
  test::check_balance(pitches);
  CHECK(pitches.table.floor_area_m2 == std::vector<std::optional<double>>(2));
  CHECK(lines(pitches.table) ==
        std::vector<std::string>{"Het Hoornwerck 1, 6981ED Doesburg", "Het Hoornwerck 4, 6981ED Doesburg"});
  CHECK(std::ranges::count(pitches.record.notes, "2 further addresses (nevenadressen) are not read",
                           &trek::core::Phrase::en) == 1);

  const auto file = ingest::inspect(folder, test::kControl);
  std::vector<std::string> seen;
  for (const auto& layer : file.layers)
    seen.push_back(layer.fits.front().mapping + " " + std::to_string(layer.feature_count));
  CHECK(seen == std::vector<std::string>{"lv_bag_buildings 6", "lv_bag_units 5", "lv_bag_berths 2", "lv_bag_pitches 2",
                                         "lv_bag_addresses 15", "lv_bag_streets 201", "lv_bag_towns 1"});
}

TEST_CASE("real berths and pitches of Amsterdam: units too", "[ingest][data]") {
  const auto path = test::real_data("bag/amsterdam_verblijfsobject.gpkg");
  CHECK(units(path, {}, {}, "ligplaatsen").table.size() == 67);
  CHECK(units(path, {}, {}, "standplaatsen").table.size() == 1);
}
