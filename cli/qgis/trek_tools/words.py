"""What the plugin says itself, in the language of QGIS: Dutch or English."""
from qgis.core import QgsApplication

WORDS = {
    "setting": ("Het programma trek (leeg: op het PATH)", "The program trek (empty: on the PATH)"),
    "no_program": ("Het programma trek is niet gevonden of te oud ({}). Installeer het, of wijs het aan in Extra > "
                   "Opties > Processing > Providers > trek.",
                   "The program trek was not found, or is too old ({}). Install it, or name it in Settings > Options > "
                   "Processing > Providers > trek."),
    "load": ("Uitkomst aan de kaart toevoegen", "Add the result to the map"),
    "result": ("Uitkomst als tekst", "Result as text"),
    "exit_code": ("Afsluitcode", "Exit code"),
    "cancelled": ("Gestopt; wat er stond is nog zoals het was.", "Stopped; what was there is as it was."),
    "failed": ("trek is gestopt met code {}: {}", "trek ended with code {}: {}"),
    "several": ("{} (een waarde per regel)", "{} (a value a line)"),
    "findings": ("Er zijn bevindingen: lees de uitkomst.", "There are findings: read the result."),
}


def say(key, *values):
    is_dutch = QgsApplication.locale().startswith("nl")
    return WORDS[key][0 if is_dutch else 1].format(*values)
