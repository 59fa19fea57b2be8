#!/usr/bin/env python3
"""The house rules that a compiler does not see (lib/ARCHITECTURE.md), over the whole tree.

  house.py ROOT MODULE...   findings, one a line; exit code 1 if there are any
  house.py --self-test      breaks every rule once and checks that it is found
"""
import re
import sys
import tempfile
from pathlib import Path

MAX_LINES = 600
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
PRINTS = re.compile(r"\bstd::(cout|cerr|clog|print|println)\b|(?<!\w)(printf|fprintf|vprintf|puts|putchar|perror)\s*\(|\bfmt::print")
WRITES = re.compile(r"(?<!\w)(fwrite|fputs|fputc)\s*\(")
PRINTING = {"printing", "console"}  # where text of data is made harmless
VAGUE_NAMES = {"utils", "util", "helper", "helpers", "manager", "process", "processor", "data", "misc", "common"}


def without_comments(text):
    """Source with comments and the text of strings blanked; lines keep their numbers."""
    pattern = r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"'
    return re.sub(pattern, lambda found: "\n" * found.group().count("\n"), text, flags=re.S)


def includes(text):
    for found in INCLUDE.finditer(text):
        yield text.count("\n", 0, found.start()) + 1, found.group(1), found.group(2)


def is_public_header(path):
    return path.suffix == ".hpp" and "detail" not in path.parts


def check_public_header(path, text):
    """Public headers rest on the standard library and trek alone, so that their users need nothing else."""
    if "#pragma once" not in text:
        yield 1, "header without #pragma once"
    for line, _, name in includes(text):
        if not name.startswith("trek/") and not re.fullmatch(r"[a-z_0-9]+", name):
            yield line, f"public header includes {name}; only the standard library and trek/ may stand here"
        if "/detail/" in name:
            yield line, f"public header includes {name}; detail/ is not installed"


def check_order(path, text, module, modules):
    """A module includes only itself and those before it, and never the folders (detail/, kinds/) of another."""
    for line, quote, name in includes(text):
        parts = name.split("/")
        if quote == '"' and parts[0] != "trek":
            yield line, f'include "{name}" is not written from the library folder ("trek/<module>/...")'
        if parts[0] != "trek":
            continue
        used = parts[1]
        if used not in modules:
            yield line, f"{name}: '{used}' is not a module"
        elif modules.index(used) > modules.index(module):
            yield line, f"{module} may not include {name}: '{used}' comes later in TREK_MODULES"
        elif used != module and len(parts) > 3:
            yield line, f"{name}: {parts[2]}/ belongs to '{used}' alone"



def unit_of(place):
    """A header and the source of its name are one unit, also where only the header lies in detail/."""
    return str(Path(*[part for part in place.parts[3:] if part != "detail"]).with_suffix(""))


def inclusions(root, module):
    """Of each unit of a module the others that it includes, each with the file and line that do."""
    used = {}
    for path in sources(root, f"lib/trek/{module}"):
        place = path.relative_to(root)
        for line, _, name in includes(path.read_text(encoding="utf-8")):
            other = Path("lib", name)
            if other.parts[1:3] == ("trek", module) and unit_of(other) != unit_of(place):
                used.setdefault(unit_of(place), {}).setdefault(unit_of(other), (place, line))
    return used


def find_circle(used, start, among):
    """A shortest way from a unit back to itself, as units; None where there is none."""
    ways = [[start]]
    seen = set()
    for way in ways:
        for unit in sorted(set(used.get(way[-1], ())) & among - seen):
            if unit == start:
                return way + [start]
            seen.add(unit)
            ways.append(way + [unit])
    return None


def circles(used):
    """Circles of units, until no unit is left that is in one."""
    left = set(used)
    while left:
        found = [circle for circle in (find_circle(used, unit, left) for unit in sorted(left)) if circle]
        if not found:
            return
        circle = min(found, key=len)
        left -= set(circle)
        yield circle


def check_unit_order(root, modules):
    """The files of a module have an order, as modules have: no unit includes one that rests on it."""
    for module in modules:
        used = inclusions(root, module)
        for circle in circles(used):
            places = [used[unit][other] for unit, other in zip(circle, circle[1:])]
            inner = [found_at for found_at in places if "detail" in found_at[0].parts]
            place, line = (inner or places)[-1]
            yield place, line, f"includes what rests on it: {' -> '.join(circle)}"


def check_silence(path, text):
    """Only cli prints."""
    code = without_comments(text)
    for found in PRINTS.finditer(code):
        yield code.count("\n", 0, found.start()) + 1, f"library code prints ({found.group().strip('( ')})"


def check_printing(path, text):
    """The program prints in one place, which lets nothing of data through that a terminal obeys."""
    if path.stem in PRINTING:
        return
    code = without_comments(text)
    for pattern in (PRINTS, WRITES):
        for found in pattern.finditer(code):
            line = code.count("\n", 0, found.start()) + 1
            yield line, f"prints by itself ({found.group().strip('( ')}); printing.hpp does"


def check_outsider(path, text):
    """Programs use public headers only."""
    for line, _, name in includes(text):
        if name.startswith("trek/") and name.count("/") > 2:
            yield line, f"{name}: {name.split('/')[2]}/ is not for programs"


def check_size_and_name(path, text):
    lines = text.count("\n")
    if lines > MAX_LINES:
        yield lines, f"{lines} lines, at most {MAX_LINES}"
    if path.stem in VAGUE_NAMES:
        yield 1, f"the name '{path.stem}' says nothing about what is in it"


RULE = re.compile(r'\b(?:reject|warn|leave_out)\(\s*(?:[\w.]+,\s*)?"([a-z]+(?:_[a-z]+)+)"'
                  r'|Severity::\w+,(?:[^;{}"]|"[^"_]*")*"([a-z]+(?:_[a-z]+)+)"')
WORDS_FILE = "lib/trek/publish/detail/finding_words.cpp"


def check_rules(path, text, known_rules):
    """A map in Dutch says of each finding what to do: every rule that is reported stands in the list of words."""
    for found in RULE.finditer(text):
        rule = found.group(1) or found.group(2)
        if rule not in known_rules:
            yield text.count("\n", 0, found.start()) + 1, f"the rule '{rule}' has no words in {WORDS_FILE}"


def rules_with_words(root):
    file = root / WORDS_FILE
    return set(re.findall(r'\{"([a-z_]+)",', file.read_text(encoding="utf-8"))) if file.exists() else set()


KINDS = "lib/trek/measure/kinds"
KIND_ID = re.compile(r'\bk\w+Id\[\] = "([^"]+)"')
NAMELESS = re.compile(r"\bmeasure\.id = (?!k\w+Id\b|fmt::format\(k\w+Id\b|fact\.column\b)")  # a fact has its column's name
LITERAL = re.compile(r'"((?:\\.|[^"\\\n])*)"')
PART = r"(?:\{[^}]*\}|foot|bicycle|e_bike|car|target|all|\d+)"  # what stands at a {} of an id


def names_id(literal, template):
    """Whether a text in the code is the id of a measure, with its mode or not, or the beginning of one."""
    whole = PART.join(re.escape(piece) for piece in template.split("{}"))
    begins = len(literal) > 3 and literal.endswith("_") and template.startswith(literal)
    return begins or re.fullmatch(whole, literal) is not None


def ids_of_kinds(root):
    """The id of each kind of measure, with the file that declares it."""
    return [(template, path.relative_to(root)) for path in sorted((root / KINDS).glob("*.cpp"))
            for template in KIND_ID.findall(path.read_text(encoding="utf-8"))]


def literals(text):
    """The texts in quotes of the code, with their lines."""
    code = re.sub(r"//[^\n]*", "", text)
    for found in LITERAL.finditer(code):
        yield code.count("\n", 0, found.start()) + 1, found.group(1)


def check_kinds(path, text, ids):
    """All that is said of a kind of measure stands in its own file: no other names its id."""
    if path.parent == Path(KINDS):
        for found in NAMELESS.finditer(text):
            yield text.count("\n", 0, found.start()) + 1, "the id of a measure is no constant k<Kind>Id[]"
    for line, literal in literals(text):
        for template, home in ids:
            if path != home and names_id(literal, template):
                yield line, f"names the measure '{template}', which {home} declares"


PROFILES = "datasets/profiles"
PROFILE_ID = re.compile(r'^id = "([^"]+)"', re.M)  # the first of the file; vetoes have theirs


def ids_of_profiles(root):
    """The id of each shipped profile, with the file that declares it."""
    return {PROFILE_ID.search(path.read_text(encoding="utf-8")).group(1): path.relative_to(root)
            for path in sorted((root / PROFILES).glob("*.toml"))}


def check_profiles(text, ids):
    """A profile is one file of data: no code asks which one it has."""
    for line, literal in literals(text):
        if literal in ids:
            yield line, f"names the profile '{literal}', which {ids[literal]} declares"


FACTS = "lib/trek/model/sites.hpp"
FACT = re.compile(r'\bfact\(&T::\w+,(?:\s*&F::\w+,)?\s*"(\w+_\w+)"')  # one word is also a word of other things
SOURCE_FIELDS = ("lib/trek/config/source_tables.cpp", "lib/trek/model/tables.hpp")
READS_FIELDS = re.compile(r"lib/trek/(config/|ingest/|model/tables\.hpp$)")
# Sources as they were read are shown under their own names; the reference tells users what a criterion may name.
OTHERS = re.compile(r"lib/trek/(model/sites\.hpp$|publish/.*import|project/reference\.cpp$)")


def names_of_facts(root, known_rules):
    """The facts of sites, each with whether a field of a source has its name too. What findings are called is no fact."""
    file = root / FACTS
    names = set(FACT.findall(file.read_text(encoding="utf-8"))) if file.exists() else set()
    files = [root / name for name in SOURCE_FIELDS if (root / name).exists()]
    fields = {name for path in files for name in LITERAL.findall(path.read_text(encoding="utf-8"))}
    return {name: name in fields for name in names - known_rules}


def check_facts(path, text, facts):
    """A fact is called once, where sites are declared; a field of a source that is called so, where sources are read."""
    place = path.as_posix()
    if OTHERS.match(place):
        return
    for line, name in literals(text):
        if name in facts and not (facts[name] and READS_FIELDS.match(place)):
            yield line, f"names the fact '{name}', which {FACTS} declares"


VERB_LIST = "cli/CMakeLists.txt"
PARSER = Path("cli/command_line.cpp")


def verbs_of(root):
    """The verbs of the program, from the one list of them."""
    file = root / VERB_LIST
    found = re.search(r"set\(TREK_VERBS([^)]*)\)", file.read_text(encoding="utf-8")) if file.exists() else None
    return set(found.group(1).split()) if found else set()


def check_parser(path, text):
    """Verbs are data, of which one file makes a parser."""
    for line, _, name in includes(text):
        if name.startswith("CLI/") and path != PARSER:
            yield line, f"includes {name}; {PARSER} alone knows CLI11"


# Columns and keys of results are called so too.
OTHER_THAN_VERBS = {"questions", "score"}


def check_verbs(path, text, verbs):
    """All that is said of a verb stands in the file of its name: no other file of the program names it."""
    code = re.sub(r"//[^\n]*", "", text)
    for found in re.finditer(r'"(\w+)"|\b(\w+)_verb\b', code):
        verb = found.group(1) or found.group(2)
        if found.group(1) in OTHER_THAN_VERBS:
            continue
        if verb in verbs and path != Path("cli", verb + ".cpp"):
            yield code.count("\n", 0, found.start()) + 1, f"names the verb '{verb}', which cli/{verb}.cpp describes"


LAYERS = "lib/trek/publish/layers"
LAYER_NAME = re.compile(r'\bLayerTable \w+[({]\s*(?:words|Words\{[^}]*\}),\s*"([^"]*)"')
WRITER = Path("lib/trek/publish")
# What reads an output back, and what writes maps of other things: of a source's table, of anyone's own isochrones.
OTHER_MAPS = {"read_results.cpp", "compared_results.cpp", "relink.cpp", "stored_coverage.cpp", "stored_squares.cpp",
              "imported_layers.cpp", "isochrone_map.cpp"}
# Outside the module that writes, these are words for something else as well: tables of sources, verbs, steps of a run.
OTHER_WORDS = {"answers", "criteria", "demand", "districts", "isochrones", "municipalities", "questions", "run",
               "scenarios", "sites", "sources", "stakeholders", "stations", "townscapes", "weights"}


def names_of_layers(root):
    """The layers of the map: each file is called as its layer."""
    return {path.stem: path.relative_to(root) for path in sorted((root / LAYERS).glob("*.cpp"))}


def check_layers(path, text, layers):
    """All that is said of a layer stands in its own file: no other names it."""
    if path.parent == Path(LAYERS):
        for found in LAYER_NAME.finditer(text):
            if found.group(1) != path.stem:
                yield text.count("\n", 0, found.start()) + 1, f"the layer '{found.group(1)}' is not that of its file"
    if path.name in OTHER_MAPS:
        return
    for line, name in literals(text):
        elsewhere = name in OTHER_WORDS and WRITER not in path.parents
        if name in layers and path != layers[name] and not elsewhere:
            yield line, f"names the layer '{name}', which {layers[name]} makes"


def sources(root, *folders):
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".hpp", ".cpp", ".py", ".cmake"} and path.is_file():
                yield path


def findings(root, modules):
    known_rules = rules_with_words(root)
    kind_ids = ids_of_kinds(root)
    facts = names_of_facts(root, known_rules)
    profile_ids = ids_of_profiles(root)
    verbs = verbs_of(root)
    layers = names_of_layers(root)
    for path in sources(root, "lib", "cli", "datasets", "examples", "tests"):
        place = path.relative_to(root)
        text = path.read_text(encoding="utf-8")
        found = list(check_size_and_name(place, text))
        if place.parts[:2] == ("lib", "trek"):
            if place.parts[2] in modules:
                found += check_order(place, text, place.parts[2], modules)
            else:
                found.append((1, f"'{place.parts[2]}' is not in TREK_MODULES"))
            found += check_silence(place, text)
            found += check_rules(place, text, known_rules)
            if is_public_header(place):
                found += check_public_header(place, text)
        elif place.parts[0] in ("cli", "examples", "datasets"):
            found += check_outsider(place, text)
            if place.parts[0] == "cli":
                found += [*check_printing(place, text), *check_verbs(place, text, verbs)]
        if place.parts[0] in ("lib", "cli") and path.suffix in (".hpp", ".cpp"):
            found += [*check_kinds(place, text, kind_ids), *check_facts(place, text, facts),
                      *check_profiles(text, profile_ids), *check_layers(place, text, layers), *check_parser(place, text)]
        for line, message in found:
            yield f"{place}:{line}: {message}"
    for place, line, message in check_unit_order(root, modules):
        yield f"{place}:{line}: {message}"


GOOD = {
    "lib/trek/low/low.hpp": '#pragma once\n#include <vector>\n#include "trek/low/more.hpp"\n',
    "lib/trek/low/more.hpp": "#pragma once\n// std::cout is named in a comment only\n",
    "lib/trek/low/low.cpp": '#include "trek/low/low.hpp"\n#include <gdal.h>\n#include "trek/low/detail/own.hpp"\n'
                            'const char* kText = "printf(x)"; void f() { std::snprintf(b, 1, "x"); }\n',
    "lib/trek/low/detail/own.hpp": '#pragma once\n#include <proj.h>\n#include "trek/low/more.hpp"\n',
    "lib/trek/low/own.cpp": '#include "trek/low/detail/own.hpp"\n',
    "lib/trek/high/high.cpp": '#include "trek/low/low.hpp"\n',
    "cli/main.cpp": '#include "trek/low/low.hpp"\nint main() { print_line("x"); }\n',
    "lib/trek/measure/kinds/near.cpp": 'constexpr const char kNearId[] = "near_{}_min";\n'
                                       "measure.id = fmt::format(kNearId, mode);\n",
    "lib/trek/measure/kinds/far.cpp": '// as "near_foot_min"\nconstexpr const char kFarId[] = "far";\nmeasure.id = kFarId;\n',
    "lib/trek/high/near.cpp": 'const char* kOther[] = {"near", "near_foot", "near_place_min", "nea", "farther"};\n',
    "lib/trek/model/sites.hpp": '#pragma once\nfact(&T::age, "age_years", {}), fact(&T::size, &F::size,\n "size_m2", {}),\n'
                                'fact(&T::name, "name", {})\n',
    "lib/trek/model/tables.hpp": '#pragma once\nbuilding_fact(&T::size, &Site::size, "size_m2")\n',
    "lib/trek/ingest/size.cpp": 'auto f = field("size_m2");  // not "age_years"\n',
    "lib/trek/high/names.cpp": 'const char* kOther[] = {"name", "age", "size_m2_low"};\n',
    "datasets/profiles/hall.toml": '# A hall.\nid = "stage"\n[[veto]]\nid = "height"\n',
    "lib/trek/high/veto.cpp": '// not "stage"\nconst char* kAsked[] = {"height", "stages", "a stage"};\n',
    "cli/CMakeLists.txt": "set(TREK_VERBS\n    go\n    stay)\n",
    "cli/go.cpp": 'Verb go_verb() { return verb("go", "Go", {"trek go"}, go); }\n',
    "cli/stay.cpp": '// "go" and go_verb\nVerb stay_verb() { return verb("stay", "Stay; trek go leaves", {}, stay); }\n',
    "cli/command_line.cpp": "#include <CLI/CLI.hpp>\n",
    "lib/trek/publish/layers/far_places.cpp": 'LayerTable table{words,\n  "far_places", GeometryType::point};\n',
    "lib/trek/publish/layers/sites.cpp": 'LayerTable table(Words{head.language}, "sites", GeometryType::point);\n',
    "lib/trek/publish/read_results.cpp": '// as "far_places"\nauto names = column_names(database, "sites");\n',
    "lib/trek/high/words.cpp": 'const char* kOther[] = {"sites", "places", "far_places of the map"};\n',
    "cli/printing.cpp": "void print_line(const char* t) { std::fwrite(t, 1, 1, stdout); }\n",
}
# A file that breaks one rule, and what must be said of it.
BAD = [
    ("lib/trek/low/a.hpp", "#pragma once\n#include <gdal.h>\n", "public header includes gdal.h"),
    ("lib/trek/low/a.hpp", "#pragma once\n#include <boost/geometry.hpp>\n", "public header includes boost"),
    ("lib/trek/low/a.hpp", "#pragma once\n#  include <proj.h>\n", "public header includes proj.h"),
    ("lib/trek/low/a.hpp", "#include <vector>\n", "without #pragma once"),
    ("lib/trek/low/a.hpp", '#pragma once\n#include "trek/low/detail/own.hpp"\n', "detail/ is not installed"),
    ("lib/trek/low/a.hpp", '#pragma once\n#include "trek/high/high.hpp"\n', "comes later"),
    ("lib/trek/low/a.cpp", '#include "trek/high/high.hpp"\n', "comes later"),
    ("lib/trek/low/a.cpp", "#include <trek/high/high.hpp>\n", "comes later"),
    ("lib/trek/low/a.cpp", '#include "trek/lost/x.hpp"\n', "is not a module"),
    ("lib/trek/low/a.cpp", '#include "../high/high.hpp"\n', "not written from the library folder"),
    ("lib/trek/high/a.cpp", '#include "trek/low/detail/own.hpp"\n', "belongs to 'low' alone"),
    ("lib/trek/high/a.cpp", '#include "trek/measure/kinds/near.hpp"\n', "kinds/ belongs to 'measure' alone"),
    ("lib/trek/low/more.hpp", '#pragma once\n#include "trek/low/low.hpp"\n', "on it: low -> more -> low"),
    ("lib/trek/low/own.cpp", '#include "trek/low/low.hpp"\n', "on it: low -> own -> low"),
    ("lib/trek/low/detail/own.hpp", '#pragma once\n#include "trek/low/low.hpp"\n', "on it: low -> own -> low"),
    ("lib/trek/low/a.cpp", "void f() { std::cout << 1; }\n", "library code prints"),
    ("lib/trek/low/a.cpp", 'void f() { std::printf("x"); }\n', "library code prints"),
    ("lib/trek/low/a.cpp", 'void f() { fprintf(stderr, "x"); }\n', "library code prints"),
    ("lib/trek/low/a.cpp", 'void f() { fmt::print("x"); }\n', "library code prints"),
    ("lib/trek/low/a.cpp", "\n" * 601, "at most 600"),
    ("lib/trek/low/utils.hpp", "#pragma once\n", "says nothing"),
    ("lib/trek/low/a.cpp", 'void f() { record.reject("no_words", "", ""); }\n', "has no words"),
    ("lib/trek/low/a.cpp", 'void f() { report.add({Severity::note, "x", key, "no_words", ""}); }\n', "has no words"),
    ("lib/trek/lost/a.cpp", "\n", "is not in TREK_MODULES"),
    ("lib/trek/high/a.cpp", 'bool b = id == "near_foot_min";\n', "names the measure 'near_{}_min'"),
    ("lib/trek/high/a.cpp", 'auto t = fmt::format("near_{}_min", mode);\n', "names the measure 'near_{}_min'"),
    ("lib/trek/high/a.hpp", '#pragma once\nbool b = id.starts_with("near_");\n', "names the measure 'near_{}_min'"),
    ("lib/trek/measure/kinds/a.cpp", 'bool b = id == "far";\n', "names the measure 'far'"),
    ("lib/trek/measure/kinds/a.cpp", 'measure.id = "here";\n', "no constant"),
    ("lib/trek/high/a.cpp", 'bool b = profile.id == "stage";\n', "names the profile 'stage', which datasets/profiles/hall"),
    ("cli/run.cpp", 'auto id = text.value_or("stage");\n', "names the profile 'stage'"),
    ("lib/trek/publish/map.cpp", 'write("sites");\n', "names the layer 'sites'"),
    ("lib/trek/publish/layers/more.cpp", 'bool b = name == "far_places";\n', "names the layer 'far_places'"),
    ("lib/trek/publish/layers/more.cpp", 'LayerTable table{words, "fewer"};\n', "is not that of its file"),
    ("lib/trek/high/a.cpp", 'bool b = name == "far_places";\n', "names the layer 'far_places'"),
    ("cli/run.cpp", 'bool b = name == "far_places";\n', "names the layer 'far_places'"),
    ("cli/run.cpp", 'bool b = id == "near_e_bike_min";\n', "names the measure 'near_{}_min'"),
    ("lib/trek/high/a.cpp", 'auto c = column("size_m2");\n', "names the fact 'size_m2'"),
    ("lib/trek/ingest/a.cpp", 'auto c = field("age_years");\n', "names the fact 'age_years'"),
    ("cli/run.cpp", 'bool b = name == "age_years";\n', "names the fact 'age_years'"),
    ("cli/run.cpp", '#include "trek/low/detail/own.hpp"\n', "not for programs"),
    ("cli/run.cpp", "#include <CLI/App.hpp>\n", "alone knows CLI11"),
    ("lib/trek/low/a.cpp", "#include <CLI/CLI.hpp>\n", "alone knows CLI11"),
    ("cli/run.cpp", 'bool b = verb.name == "go";\n', "names the verb 'go'"),
    ("cli/run.hpp", "Verb go_verb();\n", "names the verb 'go'"),
    ("cli/run.cpp", "void f() { std::cout << 1; }\n", "prints by itself"),
    ("cli/run.cpp", 'void f() { fmt::print("x"); }\n', "prints by itself"),
    ("cli/run.cpp", 'void f() { std::fwrite("x", 1, 1, stderr); }\n', "prints by itself"),
]


def findings_with(extra):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in {**GOOD, **extra}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        return list(findings(root, ["low", "model", "ingest", "measure", "publish", "high"]))


def self_test():
    wrong = [f"good tree: {line}" for line in findings_with({})]
    for name, text, expected in BAD:
        found = findings_with({name: text})
        if len(found) != 1 or expected not in found[0] or not found[0].startswith(name):
            wrong.append(f"{name} with {text[:40]!r}: found {found}, expected one '{expected}'")
    return wrong


def main(arguments):
    if arguments == ["--self-test"]:
        lines = self_test()
    elif len(arguments) >= 2:
        lines = list(findings(Path(arguments[0]), arguments[1:]))
    else:
        sys.exit(__doc__)
    print("\n".join(lines) if lines else "the house is in order")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
