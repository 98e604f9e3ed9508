"""Other names of places: in everyday or former official use, and codes without boundaries."""

from geo.evidence.codes import COUNTED_WITH

BOGOTA, CUNDINAMARCA = "11001", "25"
# Names in everyday or former official use that differ from the official one by whole words.
OTHER_NAMES = {
    "05664": ("San Pedro",),
    "05674": ("San Vicente",),
    "11001": ("Bogotá", "Santa Fe de Bogotá", "Bogotá Distrito Capital"),
    "13001": ("Cartagena",),
    "13244": ("Carmen de Bolívar",),
    "13468": ("Mompox", "Mompós", "Santa Cruz de Mompós"),
    "15332": ("Güicán",),
    "15407": ("Villa de Leiva",),
    "19418": ("López",),
    "19548": ("Piendamó",),
    "19760": ("Sotará",),
    "20443": ("Manaure",),
    "23417": ("Santa Cruz de Lorica",),
    "23586": ("Purísima",),
    "19698": ("Quilichao",),
    "25843": ("Ubaté",),
    "27615": ("Nuevo Belén de Bajirá", "Belén de Bajirá"),
    "47170": ("Chivolo",),
    "52001": ("San Juan de Pasto",),
    "52224": ("Cuaspud",),
    "52258": ("El Tablón",),
    "52835": ("Tumaco",),
    "54001": ("Cúcuta",),
    "68235": ("Carmen de Chucurí",),
    "70742": ("Sincé",),
    "70820": ("Tolú",),
    "70823": ("Toluviejo",),
    "73443": ("Mariquita",),
    "76001": ("Santiago de Cali",),
    "76111": ("Buga",),
    "86573": ("Leguízamo",),
    "88001": ("San Andrés Isla",),
    "94343": ("Barranco Minas", "Mapiripana"),
}
OTHER_DEPARTMENTS = {
    "11": ("Bogotá", "Distrito Capital", "Bogotá Distrito Capital", "D.C."),
    "44": ("Guajira",),
    "54": ("Norte Santander", "N. de Santander", "N. Santander"),
    "76": ("Valle", "Valle Cauca"),
    "88": (
        "San Andrés",
        "San Andrés y Providencia",
        "San Andrés, Providencia y Santa Catalina",
        "Archipiélago de San Andrés",
    ),
}
# Codes that readers' files have and our boundaries do not, and whose they count with. Nuevo
# Belén de Bajirá with Riosucio, in whose boundaries it lies: a municipality by Ordinance 180 of
# 27 June 2023 (caracol.com.co, 2 September 2025), 27493; the Council of State had annulled its
# first, Ordinance 011 of 2000, 27086 (las2orillas.co, 4 July 2017).
BAJIRA_CODES = {"27493", "27086"}
COUNTED = COUNTED_WITH | dict.fromkeys(BAJIRA_CODES, "27615")
BAJIRA_NAMES = {"nuevobelendebajira", "belendebajira"}
