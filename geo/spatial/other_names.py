"""Other names of places: in everyday or former official use, and codes without boundaries."""

import tomllib
from importlib import resources

from geo.evidence.codes import COUNTED_WITH

BOGOTA, CUNDINAMARCA = "11001", "25"
NAMES = resources.files("geo.spatial").joinpath("other_names.toml").read_text(encoding="utf-8")
OTHER_NAMES, OTHER_DEPARTMENTS, ISO_DEPARTMENTS = tomllib.loads(NAMES).values()
# Codes that readers' files have and our boundaries do not, and whose they count with. Nuevo
# Belén de Bajirá with Riosucio, in whose boundaries it lies: a municipality by Ordinance 180 of
# 27 June 2023 (caracol.com.co, 2 September 2025), 27493; the Council of State had annulled its
# first, Ordinance 011 of 2000, 27086 (las2orillas.co, 4 July 2017).
BAJIRA_CODES = {"27493", "27086"}
COUNTED = COUNTED_WITH | dict.fromkeys(BAJIRA_CODES, "27615")
BAJIRA_NAMES = {"nuevobelendebajira", "belendebajira"}
