#!/usr/bin/env python3
"""interactive_map_check.py PAGE.html --judged JUDGED.json --output RUN.gpkg [--png FOLDER] [--many 10000]

Opens the interactive map of a report as a reader would, in headless Chromium, and says what is wrong, one line a problem.

 - no message on the console, and no request but for the page itself;
 - ranks, scores and bounds equal those of the library for each weighting of JUDGED.json (tests/flow/judge_weightings.cpp);
 - classes, their colours and words equal the table class_breaks of the output, and each area and site is drawn in the class of
   its value there;
 - sliders by keyboard, filters, cards, the comparison, the link and a click on the map do what they say;
 - a link of another map is told and breaks nothing;
 - names that look like code are shown as they are written;
 - with as many sites as --many says, a step of a slider keeps the page busy for less than half a second (what it took, and
   how long until it was on the screen, is printed).

Exit: 0 nothing wrong, 1 problems, 2 cannot be checked (no such file), 77 there is no Chromium.
"""
import argparse
import contextlib
import json
import os
import pathlib
import random
import re
import sqlite3
import statistics
import sys
import tempfile

from chromium import Browser, add_axe_arguments, axe_text

DOCUMENT = re.compile(r'(<script type="application/json" id="document">)(.*?)(</script>)', re.S)
HOSTILE = ["<script>window.hacked = 1</script>", "<img src=x onerror=\"window.hacked = 1\">", "[% eval('1') %]", "=HYPERLINK(\"http://x\")",
           "\"quotes\" & 'quotes'", "👩‍🏭 emoji 🏚️", "</script><script>window.hacked = 1</script>", "x" * 300, "\u202eright to left", "{name} {{title}}"]
MOST_WORK_MS = 500.0  # on a processor that others use too; what drawing takes without a graphics card is told, not judged

problems = []


def expect(holds, told):
    if not holds:
        problems.append(told)


def document_of(text):
    return json.loads(DOCUMENT.search(text).group(2))


def with_document(text, document):
    told = json.dumps(document).replace("<", "\\u003c").replace(">", "\\u003e")
    return DOCUMENT.sub(lambda found: found.group(1) + told + found.group(3), text)


class MapPage:
    """A page with the map, in a tab that several share."""

    def __init__(self, tab, file, name, png):
        self.tab, self.file, self.name, self.png = tab, pathlib.Path(file).resolve(), name, png

    def open(self, link=""):
        self.tab.go(self.file.as_uri() + link)
        self.tab.wait("window.trekMap && trekMap.map.ready && trekMap.map.map.loaded()")
        self.settle()

    def settle(self):
        """Until what was asked for is shown, and stands in the link."""
        self.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        self.tab.wait("!trekMap.waiting && trekMap.writing === null")

    def run(self, script):
        return self.tab.evaluate(script, wait=True)

    def click(self, selector):
        self.tab.click(selector)
        self.settle()

    def check_silent(self):
        asked = [one for one in self.tab.requests if not one.startswith((self.file.as_uri(), "data:", "blob:", "about:"))]
        expect(not asked, f"{self.name}: asked for {asked[:3]}")
        expect(not self.tab.errors, f"{self.name}: console says {self.tab.errors[:3]}")

    def picture(self, what):
        if self.png:
            self.tab.window_picture(os.path.join(self.png, f"{self.name}_{what}.png"))


def check_equal(page, judged):
    """The page's own scoring against the library's, for all weightings at once."""
    page.run(f"window.asked = {json.dumps([one['weights'] for one in judged])}; 0")
    found = page.run("""asked.map((weights) => { const one = trekMap.scoring.judge(weights);
        return {rank: [...one.rank], low: [...one.low], best: [...one.best], high: [...one.high], known: [...one.known]}; })""")
    worst = 0.0
    for number, (own, other) in enumerate(zip(judged, found)):
        expect(own["rank"] == other["rank"], f"weighting {number}: ranks differ from the library's")
        for side in ("low", "best", "high", "known"):
            worst = max([worst, *(abs(a - b) for a, b in zip(own[side], other[side], strict=True))])
    expect(worst <= 1e-12, f"scores are up to {worst} off the library's")
    print(f"{len(judged)} weightings of {len(judged[0]['rank'])} sites: ranks equal the library's, scores within {worst:.1e}")


def check_pillars(page, judged):
    """Sub-scores of the run's own weights are those that the run wrote."""
    found = page.run("""page_pillars = trekMap.judged && trekMap.rows.slice(0, 50).map((row) => [0, 1, 2].map((p) =>
        trekMap.scoring.pillar(row, trekMap.judged.shares, p)))""")
    expect(all(any(one is not None for one in site) for site in found), "a site has no sub-score at all")
    for row, site in zip(page.run("trekMap.rows.slice(0, 50)"), found):
        for own, other in zip(judged["pillars"][row], site):
            expect((own is None) == (other is None), f"sub-score of site {row} is there in one place alone")
            if own and other:
                expect(abs(own - other["low"]) < 1e-9, f"sub-score of site {row} is {other['low']}, the library says {own}")


def check_bounds_of_rank(page):
    """Against a count of its own, that compares every pair."""
    found = page.run("""(() => { const {judged, scoring} = trekMap; const rows = scoring.rankedRows.slice(0, 40);
        const key = (score) => Math.round(score * 1e9);
        return rows.filter((row) => { const told = scoring.rankBounds(judged, row);
            const above = scoring.rankedRows.filter((other) => key(judged.low[other]) > key(judged.high[row])).length;
            const below = scoring.rankedRows.filter((other) => other !== row && key(judged.high[other]) <= key(judged.low[row])).length;
            return told.first !== above + 1 || told.last !== scoring.rankedRows.length - below; }).length; })()""")
    expect(found == 0, f"the bounds of {found} ranks are not what pairs say")


def first_name(page):
    return page.run("document.querySelector('#ranking_rows th button').textContent")


def check_sliders(page):
    before = page.run("[...trekMap.state.weights]")
    heaviest = page.run("trekMap.state.weights.indexOf(Math.max(...trekMap.state.weights))")
    page.run(f"document.getElementById('weight_{heaviest}').focus()")
    page.tab.press("Home", 36)
    page.settle()
    now = page.run("[...trekMap.state.weights]")
    expect(now[heaviest] == 0 and now[:heaviest] == before[:heaviest], "Home on a slider does not make its weight 0, and no other")
    leader = page.run("trekMap.scoring.judge(trekMap.state.weights).order[0]")
    expect(page.run("trekMap.rows[0]") == leader, "the list does not begin with the site that the new weights rank first")
    page.run("new Promise((done) => setTimeout(done, 600))")
    expect(first_name(page) in page.run("document.getElementById('status').textContent"), "what is read aloud does not name the first site")
    expect("weights=" in page.run("location.hash"), "the link does not keep the weights")
    page.picture("weights")
    page.click("#weights_reset")
    expect(page.run("[...trekMap.state.weights]") == before, "the weights of the run do not come back to the last digit")
    expect("weights=" not in page.run("location.hash"), "the link names weights that are the run's own")


def check_no_weights(page):
    count = len(page.run("[...trekMap.state.weights]"))
    page.run(f"trekMap.change({{ weights: Array({count}).fill(0) }})")
    page.settle()
    expect(page.run("!document.getElementById('weights_none').hidden"), "that no criterion has a weight is not told")
    page.click("#weights_reset")
    expect(page.run("document.getElementById('weights_none').hidden"), "that no criterion has a weight is told when one has")


def choose(page, selector, value):
    page.run(f"""(() => {{ const one = document.querySelector({json.dumps(selector)}); one.value = {json.dumps(value)};
        one.dispatchEvent(new Event("input", {{bubbles: true}})); one.dispatchEvent(new Event("change", {{bubbles: true}})); }})()""")
    page.settle()


def check_filters(page, document):
    all_rows = page.run("trekMap.rows.length")
    ranks = page.run("[...trekMap.judged.rank]")
    sites = document["sites"]
    town = sites[0]["municipality"]
    choose(page, "#filter_municipality", town)
    expect(page.run("trekMap.rows.length") == sum(site["ranked"] and site["municipality"] == town for site in sites),
           f"the filter does not show the ranked sites of {town}")
    expect(page.run("[...trekMap.judged.rank]") == ranks, "a filter changes ranks")
    page.picture("filtered")
    choose(page, "#filter_municipality", "")
    choose(page, "#filter_area_min", "1000")
    page.click("#filter_area_unknown")
    rows = page.run("trekMap.rows")
    expect(0 < len(rows) < all_rows, "a least size filters nothing, or all")
    for row in rows:
        best, low, high = sites[row]["area"]
        expect(max(value for value in (best, low, high, 0) if value is not None) >= 1000 or (high is None and low is not None),
               f"{sites[row]['key']} is shown with a size of {sites[row]['area']}")
    page.click("#filter_reset")
    profile = document["profiles"][0]["id"]
    choose(page, "#filter_profile", profile)
    expect(page.run("trekMap.rows.length") == sum(site["ranked"] and any(
        one["profile"] == 0 and one["verdict"] != "fail" for one in site["profiles"]) for site in sites), f"the filter by {profile} counts otherwise")
    page.click("#filter_reset")
    page.click("#filter_types input")
    kind = document["types"][0]["id"]
    expect(page.run("trekMap.rows.length") == sum(site["ranked"] and site["type"] != 0 for site in sites), f"the filter by {kind} counts otherwise")
    page.click("#filter_reset")
    choose(page, "#filter_name", sites[0]["name"].upper()[:12])
    expect(0 in page.run("trekMap.rows"), "a site is not found by a part of its name in capitals")
    page.click("#filter_reset")
    page.click("#filter_ruled_out")
    expect(page.run("trekMap.rows.length") == len(sites), "with those that are ruled out, not all sites are shown")
    page.click("#filter_reset")
    expect(page.run("trekMap.rows.length") == all_rows, "after a reset not all sites are back")


def check_card_and_comparison(page, document, axe):
    page.click("#ranking_rows th button")
    name = first_name(page)
    expect(page.run("document.getElementById('card_name').textContent") == name, "the card is not that of the site that was clicked")
    expect(page.run("document.activeElement.id") == "card_name", "the focus does not go to the card")
    expect("site=" in page.run("location.hash"), "the link does not keep the site")
    told = page.run("document.getElementById('card_body').textContent")
    expect(all(pillar in told for pillar in document["pillars"]), "the card lacks sub-scores")
    expect(all(one["label"] in told for one in document["criteria"]), "the card lacks criteria")
    row = page.run("trekMap.state.site")
    expect(all(question in told for question in document["sites"][row]["questions"]), "the card lacks open questions")
    page.picture("card")
    check_barriers(page, axe, "with a card")
    other = page.run("trekMap.rows[1]")
    choose(page, "#card_compare", str(other))
    expect(page.run("document.getElementById('comparison').open"), "the comparison does not open")
    heads = page.run("[...document.querySelectorAll('#comparison thead th')].map((one) => one.textContent)")
    expect(heads[:2] == [name, document["sites"][other]["name"]], f"the comparison is of {heads}")
    page.picture("comparison")
    check_barriers(page, axe, "with a comparison")
    link = page.run("location.href")
    page.tab.press("Escape", 27)
    page.settle()
    expect(not page.run("document.getElementById('comparison').open"), "Escape does not close the comparison")
    expect("with=" not in page.run("location.hash"), "the link keeps a comparison that was closed")
    page.click("#card_close")
    expect(page.run("document.getElementById('card').hidden"), "the card does not close")
    return link[link.index("#"):]


def check_links(page, comparison):
    page.open(comparison)
    expect(page.run("document.getElementById('comparison').open"), "a link to a comparison does not open it")
    page.check_silent()
    page.run("trekMap.comparison.hide()")
    page.settle()
    count = len(page.run("[...trekMap.state.weights]"))
    page.run(f"trekMap.change({{ weights: Array.from({{length: {count}}}, (_, c) => (c + 1) / 37) }})")
    choose(page, "#shown_need", "all")
    page.settle()
    kept = page.run("JSON.stringify([trekMap.state.weights, trekMap.state.shown, trekMap.state.site])")
    link = page.run("location.href")
    page.open(link[link.index("#"):])
    expect(page.run("JSON.stringify([trekMap.state.weights, trekMap.state.shown, trekMap.state.site])") == kept, "a link does not give back its state")
    page.check_silent()
    page.open("#weights=no_such:1,also&site=nobody&view=1,2&mode=rocket&__proto__=x&name=%3Cscript%3E")
    expect("no_such" in page.run("document.getElementById('link_unknown').textContent"), "what a link says in vain is not told")
    expect(page.run("trekMap.state.filter.name") == "<script>", "a name in a link is not taken as it is")
    page.check_silent()
    page.open()


def check_map_click(page, document):
    # The first that no label covers: a click on a label is one on the site that it names.
    found = page.run(f"""(() => {{ const box = document.getElementById("map").getBoundingClientRect();
        const places = {json.dumps([site['place'] for site in document['sites']])};
        for (const row of trekMap.rows) {{ const at = trekMap.map.map.project(places[row]);
            if (document.elementFromPoint(box.x + at.x, box.y + at.y)?.tagName === "CANVAS") return [row, box.x + at.x, box.y + at.y]; }}
        return null; }})()""")
    if found is None:
        expect(False, "labels cover every site")
        return
    row, *at = found
    page.tab.click_at(*at)
    page.settle()
    opened = page.run("trekMap.state.site")
    near = page.run(f"""trekMap.state.site !== null && (() => {{ const [a, b] = [{row}, trekMap.state.site].map((one) =>
        trekMap.map.map.project({json.dumps([site['place'] for site in document['sites']])}[one])); return Math.hypot(a.x - b.x, a.y - b.y) < 12; }})()""")
    expect(opened is not None and near, "a click on the map does not open the site there")
    expect(page.run("trekMap.map.map.getSource('catchment').serialize().data.features.length") ==
           sum(one["site"] == opened and one["mode"] == page.run("trekMap.state.shown.mode") for one in document["catchments"]),
           "the catchment of the chosen site is not what the document has")
    page.picture("clicked")
    page.click("#card_close")


def stored_classes(output, layer, column):
    """Bounds, colours and words of a column's classes, and the colour of what is unknown."""
    rows = output.execute("select from_value, label, color from class_breaks where layer = ? and column_name = ? and class is not null order by class",
                          (layer, column)).fetchall()
    return [from_value for from_value, _, _ in rows[1:]], [label for _, label, _ in rows], [color for _, _, color in rows]


def shown_legend(page, id):
    """[colour, words] of each class of a legend."""
    return page.run(f"""[...document.querySelectorAll("#{id} li:not(.title)")].map((one) =>
        [one.querySelector(".swatch").style.getPropertyValue("--colour"), one.textContent.trim()])""")


def painted(page, layer, source, property):
    """{id of a feature: the colour in which the map paints it}."""
    return dict(page.run(f"""(() => {{ const [, , ...cases] = trekMap.map.map.getPaintProperty("{layer}", "{property}");
        const color = (c) => {{ for (let i = 0; i + 1 < cases.length; i += 2) if (cases[i] === c) return cases[i + 1]; return cases.at(-1); }};
        return trekMap.map.map.getSource("{source}").serialize().data.features.map((one) => [one.id, color(one.properties.c)]); }})()"""))


def class_color(value, breaks, colors, unknown):
    return unknown if value is None else colors[sum(value >= one for one in breaks)]


def check_classes(page, document, output):
    """The page has no classes of its own: the map in QGIS says the same in the same colours."""
    breaks, labels, colors = stored_classes(output, "sites", "score_low")
    expect(len(labels) > 1, "scores have one class: nothing is checked")
    expect(shown_legend(page, "legend_sites")[:len(labels)] == [list(one) for one in zip(colors, labels)][::-1], "the legend of sites is not that of the run")
    scores = dict(output.execute("select key, score_low from sites"))
    drawn = painted(page, "sites", "sites", "circle-color")
    expect(len(drawn) > 0, "no site is drawn")
    for row, color in drawn.items():
        key = document["sites"][row]["key"]
        expect(color == class_color(scores[key], breaks, colors, ""), f"site {key} of {scores[key]} is drawn in {color}")
    choose(page, "#shown_need", "all")
    for mode in [one["id"] for one in document["modes"]]:
        choose(page, "#shown_mode", mode)
        breaks, labels, colors = stored_classes(output, "municipalities", f"served_share_{mode}")
        expect(shown_legend(page, "legend_need")[:len(labels)] == [list(one) for one in zip(colors, labels)], f"the legend of {mode} is not that of the run")
        shares = dict(output.execute(f'select name, "served_share_{mode}" from municipalities'))
        drawn = painted(page, "municipalities", "municipalities", "fill-color")
        expect(len(drawn) == len(shares), f"{len(drawn)} of {len(shares)} municipalities are drawn")
        for row, color in drawn.items():
            name = document["municipalities"][row]["name"]
            expect(color == class_color(shares[name], breaks, colors, document["no_data"]), f"{name}, {shares[name]} by {mode}, is drawn in {color}")
        page.picture(f"classes_{mode}")
    page.open()
    page.check_silent()


def check_unknown(page, no_data):
    """A municipality of which nothing is known has the colour of no class, and the legend says so."""
    page.open()
    drawn = painted(page, "municipalities", "municipalities", "fill-color")
    expect(drawn[0] == no_data and drawn[0] not in list(drawn.values())[1:], "what is unknown is drawn as a class")
    expect(shown_legend(page, "legend_need")[-1][0] == drawn[0], "the legend does not tell what is unknown")


def without_first(document):
    changed = json.loads(json.dumps(document))
    changed["municipalities"][0]["modes"] = [{"served": None, "target_served": None} for _ in changed["modes"]]
    return changed


def check_squares(page, document):
    """Squares are coloured in place of municipalities, by the same share, and told under the pointer."""
    shares = [modes for corners, people, modes in document["squares"]]
    mode = [one["id"] for one in document["modes"]].index(page.run("trekMap.state.shown.mode"))
    choose(page, "#shown_area", "square")
    page.settle()
    drawn = page.run("trekMap.map.map.getSource('squares').serialize().data.features.map((one) => [one.id, one.properties.c])")
    known = [s for s, modes in enumerate(shares) if modes[mode][1] is not None]
    expect(len(known) > 100 and [s for s, _ in drawn] == known, "not each square of which it is known is drawn")
    order = sorted(drawn, key=lambda one: shares[one[0]][mode][1])
    expect([c for _, c in order] == sorted(c for _, c in drawn), "a square with a greater share is in a lower class")
    expect(len({c for _, c in drawn}) > 1, "all squares have one colour")
    people = sum(people for _, people, _ in document["squares"])
    expect(people > 0, "nobody lives in a square")
    expect("area=square" in page.run("location.hash"), "the link does not say that squares are coloured")
    page.picture("squares")
    choose(page, "#shown_area", "municipality")
    page.settle()
    expect(page.run("trekMap.map.map.getSource('squares').serialize().data.features.length") == 0, "squares stay")
    page.check_silent()


def check_barriers(page, axe, what):
    for barrier in page.tab.serious_barriers(axe) if axe else []:
        expect(False, f"{what}: {barrier}")


def check_language(page, document):
    numbers = page.run("[...document.querySelectorAll('#ranking_rows .numbers')].map((one) => one.textContent).join(' ')")
    comma = "," in numbers
    expect(comma == (document["language"] == "nl"), f"numbers are not written as in '{document['language']}': {numbers[:40]}")
    expect(page.run("document.documentElement.lang") == document["language"], "the page does not say its language")
    expect("{" not in page.run("document.body.innerText"), "a text has a gap that was not filled")
    notice = page.run("document.getElementById('notice').innerText")
    expect(document["notice"] in notice, "the notice is not shown")


def hostile(document):
    changed = json.loads(json.dumps(document))
    for i, site in enumerate(changed["sites"]):
        site["name"] = HOSTILE[i % len(HOSTILE)]
        site["municipality"] = HOSTILE[i % 4]
        site["questions"] = HOSTILE
        site["facts"] = HOSTILE
    for i, one in enumerate([*changed["municipalities"], *changed["places"], *changed["criteria"], *changed["profiles"]]):
        one["label" if "label" in one else "name"] = HOSTILE[i % len(HOSTILE)]
    changed["municipality_names"] = sorted(HOSTILE[:4])
    changed["title"] = changed["notice"] = changed["made"] = HOSTILE[0]
    for source in changed["sources"]:
        source["title"] = HOSTILE[1]
    return changed


def check_hostile(page):
    page.open()
    page.picture("list")
    names = page.run("[...document.querySelectorAll('#ranking_rows th button')].map((one) => one.textContent)")
    expect(set(names) <= set(HOSTILE), "a hostile name is not shown as it is written")
    page.click("#ranking_rows th button")
    page.click("#ranking_rows tr:nth-child(8) .compare")
    page.picture("comparison")
    expect(page.run("typeof window.hacked") == "undefined", "a name ran as code")
    expect(page.run("document.querySelectorAll('main img, main script, dialog script, dialog img').length") == 0, "a name became an element")
    wide = page.run("document.documentElement.scrollWidth - innerWidth")
    expect(wide <= 0, f"a long name makes the page {wide} pixels too wide")
    page.check_silent()


def many(document, count):
    """As many sites, each one of the document moved a little and judged a little otherwise."""
    random.seed(1)
    changed = json.loads(json.dumps(document))
    own = [site for site in changed["sites"] if site["ranked"] and site["place"]]
    changed["sites"] = []
    for number in range(count):
        site = json.loads(json.dumps(own[number % len(own)]))
        site["key"] = f"{site['key']}_{number}"
        site["place"] = [site["place"][0] + random.uniform(-0.05, 0.05), site["place"][1] + random.uniform(-0.05, 0.05)]
        for c, low in enumerate(site["low"]):
            site["low"][c] = low * random.random()
        changed["sites"].append(site)
    return changed


STEP = """(async () => { const times = [], busy = []; const slider = document.getElementById("weight_0");
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const render = trekMap.render.bind(trekMap);
    trekMap.render = () => { const from = performance.now(); render(); busy.push(performance.now() - from); };
    for (let step = 0; step < 20; ++step) {
      await new Promise((done) => setTimeout(done, 150));
      const from = performance.now();
      slider.value = String((step * 37) % 100);
      slider.dispatchEvent(new Event("input", {bubbles: true}));
      await frame(); await frame();
      times.push(performance.now() - from);
    }
    return [times, busy]; })()"""


def check_many(page, count):
    page.open()
    page.picture("many")
    times, busy = page.run(STEP)
    median = statistics.median(times)
    print(f"{count} sites: a step of a slider is on the screen after {median:.0f} ms (median of {len(times)}, most {max(times):.0f} ms), "
          f"of which the page works {statistics.median(busy):.0f} ms")
    expect(statistics.median(busy) < MOST_WORK_MS, f"with {count} sites the page works {statistics.median(busy):.0f} ms for a step of a slider")
    page.check_silent()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("page")
    parser.add_argument("--judged", required=True)
    parser.add_argument("--output", required=True, help="the output that the page is of")
    parser.add_argument("--png")
    add_axe_arguments(parser)
    parser.add_argument("--many", type=int, default=10_000)
    arguments = parser.parse_args()
    if not os.path.exists(arguments.page):
        print(f"{arguments.page}: no such file")
        return 2
    if arguments.png:
        os.makedirs(arguments.png, exist_ok=True)
    text = pathlib.Path(arguments.page).read_text(encoding="utf-8")
    judged = json.loads(pathlib.Path(arguments.judged).read_text(encoding="utf-8"))
    document = document_of(text)
    axe = axe_text(arguments)
    try:
        browser = Browser()
    except FileNotFoundError as missing:
        print(f"skipped: {missing}")
        return 77
    with browser, tempfile.TemporaryDirectory() as folder:
        tab = browser.open("about:blank", width=1400)
        page = MapPage(tab, arguments.page, "map", arguments.png)
        page.open()
        page.picture("begin")
        page.check_silent()
        check_equal(page, judged)
        check_pillars(page, judged[0])
        check_bounds_of_rank(page)
        check_language(page, document)
        check_barriers(page, axe, "as it opens")
        with contextlib.closing(sqlite3.connect(f"file:{arguments.output}?mode=ro", uri=True)) as output:
            check_classes(page, document, output)
        check_squares(page, document)
        check_sliders(page)
        check_no_weights(page)
        check_filters(page, document)
        comparison = check_card_and_comparison(page, document, axe)
        check_map_click(page, document)
        page.check_silent()
        check_links(page, comparison)
        for name, changed, check in (("hostile", hostile(document), check_hostile), ("unknown", without_first(document), lambda one: check_unknown(one, document["no_data"])),
                                     ("many", many(document, arguments.many), lambda one: check_many(one, arguments.many))):
            file = os.path.join(folder, f"{name}.html")
            pathlib.Path(file).write_text(with_document(text, changed), encoding="utf-8")
            check(MapPage(tab, file, name, arguments.png))
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
