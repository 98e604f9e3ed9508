"""CSV as offices send it."""

from geo.exchange import Options
from tests.exchange.corpus.case import case

CALI, POPAYAN, BOGOTA = "76001", "19001", "11001"


@case("plain.csv", counts=(2, 2, 0, 0), codes=[CALI, POPAYAN], place="point")
def plain():
    return "name,lat,lon\nA,3.45,-76.53\nB,2.4419,-76.6063\n"


@case("semicolons_decimal_commas.csv", counts=(2, 0, 2, 0), repairs={"decimal_comma": 2},
      codes=[CALI, POPAYAN])  # fmt: skip
def semicolons():
    return "nombre;latitud;longitud\nA;3,45;-76,53\nB;2,4419;-76,6063\n"


@case("one_comma_among_points.csv", counts=(3, 2, 1, 0), repairs={"decimal_comma": 1})
def one_comma():
    return "lat;lon\n3.45;-76.53\n2,4419;-76.6063\n4.6;-74.1\n"


@case("bom.csv", counts=(1, 1, 0, 0), codes=[CALI])
def bom():
    return b"\xef\xbb\xbflat,lon\n3.45,-76.53\n"


@case("utf16_tabs.csv", counts=(1, 1, 0, 0), codes=[CALI])
def utf16():
    return "lat\tlon\tsitio\n3.45\t-76.53\tNariño\n".encode("utf-16")


@case("utf16_without_mark.csv", counts=(1, 1, 0, 0), codes=[CALI])
def utf16_bare():
    return "lat\tlon\tsitio\n3.45\t-76.53\tNariño\n".encode("utf-16-le")


@case("latin1_names.csv", counts=(2, 2, 0, 0), codes=[POPAYAN, BOGOTA], place="name")
def latin1():
    return "municipio;departamento\nPopayán;Cauca\nBogotá, D.C.;Bogotá, D.C.\n".encode("latin-1")


@case("cp1252_quotes.csv", counts=(1, 1, 0, 0), codes=[CALI])
def cp1252():
    return "lat,lon,nota\n3.45,-76.53,“año”\n".encode("cp1252")


@case("cp850_from_dos.csv", counts=(1, 1, 0, 0), codes=[POPAYAN])
def cp850():
    return "municipio;departamento;nota\nPopayán;Cauca;niño, corazón\n".encode("cp850")


@case("degrees_minutes_seconds.csv", counts=(3, 0, 3, 0), repairs={"degrees": 3},
      codes=[CALI, CALI, POPAYAN])  # fmt: skip
def degrees():
    return (
        'lat,lon\n"3°27\'0""N","76°31\'48""W"\n3 27 0 N,76 31 48 O\nN 2° 26.5\',"76° 36′ 22″ W"\n'
    )


@case("swapped.csv", counts=(2, 1, 1, 0), repairs={"swapped": 1}, codes=[CALI, POPAYAN])
def swapped():
    return "lat,lon\n3.45,-76.53\n-76.6063,2.4419\n"


@case("zero_zero.csv", counts=(2, 1, 0, 1), reasons={2: "zero_zero"}, codes=[CALI])
def zero_zero():
    return "lat,lon\n3.45,-76.53\n0,0\n"


@case("zero_zero_with_code.csv", counts=(2, 1, 1, 0), repairs={"zero_zero": 1},
      codes=[CALI, POPAYAN])  # fmt: skip
def zero_with_code():
    return "divipola,lat,lon\n76001,3.45,-76.53\n19001,0,0\n"


@case("minus_lost.csv", counts=(2, 2, 0, 0), repairs={"lost_minus": 1}, codes=[CALI, ""])
def lost_minus():
    """A longitude of +76 is in China: kept as it is unless somebody agrees that it is west."""
    return "lat,lon\n3.45,-76.53\n3.45,76.53\n"


@case("longitude_to_360.csv", counts=(1, 0, 1, 0), repairs={"full_turn": 1}, codes=[CALI])
def full_turn():
    return "lat,lon\n3.45,283.47\n"


@case("abroad_and_at_sea.csv", counts=(2, 2, 0, 0), codes=["", ""])
def abroad():
    return "lat,lon\n-0.18,-78.47\n5,-80\n"


@case("all_bad.csv", counts=(5, 0, 0, 5), codes=[], reasons={
    1: "not_a_number", 2: "out_of_range", 3: "half_position", 4: "not_finite", 5: "no_place",
})  # fmt: skip
def all_bad():
    return "lat,lon,n\nnorte,oeste,1\n95,-200,2\n3.45,,3\ninf,-76,4\n,,5\n"


@case("nan_and_null_words.csv", counts=(2, 0, 0, 2), codes=[],
      reasons={1: "not_a_number", 2: "not_a_number"})  # fmt: skip
def nan_words():
    return "lat,lon\nNaN,NaN\nN/A,s.d.\n"


@case("title_rows.csv", counts=(2, 2, 0, 0), codes=[CALI, POPAYAN])
def title_rows():
    return "Gobernación,,\nReporte 2024,,\n\nsitio,lat,lon\nA,3.45,-76.53\nB,2.4419,-76.6063\n"


@case("longer_headings.csv", counts=(1, 0, 1, 0), repairs={"degrees": 1}, codes=[CALI])
def longer_headings():
    return "Latitud (N);Longitud (W);Latencia\n3.45;76.53 W;9\n"


@case("no_headings.csv", counts=(2, 2, 0, 0), codes=[CALI, POPAYAN])
def no_headings():
    return "A,3.45,-76.53\nB,2.4419,-76.6063\n"


@case("ragged.csv", counts=(5, 2, 1, 2), repairs={"short_row": 1},
      reasons={2: "too_many_cells", 4: "blank_row"}, codes=[CALI] * 3)  # fmt: skip
def ragged():
    """Unquoted decimal commas between commas: nobody can tell which cell is which."""
    return "lat,lon,n\n3.45,-76.53,1\n3,45,-76,53,2\n3.45,-76.53\n,,\n3.45,-76.53,5\n"


@case("quote_never_closed.csv", counts=(3, 3, 0, 0), codes=[CALI, CALI, CALI])
def open_quote():
    return 'lat,lon,nota\n3.45,-76.53,"a\n3.45,-76.53,b\n3.45,-76.53,c\n'


@case("line_break_in_a_cell.csv", counts=(2, 2, 0, 0), codes=[CALI, POPAYAN])
def line_break():
    return 'lat,lon,nota\n3.45,-76.53,"a\nb"\n2.4419,-76.6063,c\n'


@case("mac_line_ends.csv", counts=(2, 2, 0, 0), codes=[CALI, POPAYAN])
def mac_lines():
    return "lat,lon\r3.45,-76.53\r2.4419,-76.6063\r"


@case("same_heading_twice.csv", counts=(1, 1, 0, 0), codes=[CALI])
def same_heading():
    return "lat,lon,Nota,nota,,\n3.45,-76.53,a,b,c,\n"


@case("our_own_headings.csv", counts=(1, 1, 0, 0), codes=[CALI])
def our_headings():
    return "row,basis,geometry,DIVIPOLA,municipality,lat,lon\n9,x,y,z,w,3.45,-76.53\n"


@case("origen_nacional.csv", counts=(2, 0, 2, 0), repairs={"crs": 2}, codes=[CALI, CALI])
def origen_nacional():
    return "este,norte\n4608500,1939500\n4608600,1939400\n"


@case("origin_unclear.csv", refused="exchange.crs_unclear")
def unclear():
    """In which of the old zones this is cannot be told from the numbers."""
    return "este,norte\n1061000,872000\n1062000,873000\n"


@case("origin_told_by_names.csv", counts=(3, 0, 3, 0), repairs={"crs": 3}, codes=[CALI, CALI, ""])
def told_by_names():
    """The same numbers, but a column says which municipality they should fall in."""
    return "municipio,este,norte\nCali,1061000,872000\nCali,1062000,873000\n,1,1200000\n"


@case("origin_chosen.csv", counts=(2, 2, 0, 0), codes=[CALI, CALI], options=Options(crs=3115))
def chosen():
    return "este,norte\n1061000,872000\n1062000,873000\n"


@case("codes_without_zero.csv", counts=(4, 1, 2, 1), repairs={"code_zero": 2}, place="code",
      codes=["05001", "05001", CALI], reasons={4: "unknown_code"})  # fmt: skip
def codes():
    return "cod_mpio,n\n5001,1\n05001.0,2\n76001,3\n99999,4\n"


@case("code_in_two_columns.csv", counts=(3, 0, 2, 1), repairs={"code_parts": 2}, place="code",
      codes=["05001", CALI], reasons={3: "unknown_code"})  # fmt: skip
def two_columns():
    return "DPTO_CCDGO,MPIO_CCDGO,n\n05,001,1\n76,1,2\n,1,3\n"


@case("former_code.csv", counts=(1, 0, 1, 0), repairs={"old_code": 1}, codes=["94343"])
def former_code():
    return "divipola,n\n94663,1\n"


@case("code_under_another_heading.csv", counts=(5, 5, 0, 0), place="code",
      codes=[CALI, POPAYAN, BOGOTA, "05001", CALI])  # fmt: skip
def odd_heading():
    return "id;clave\na;76001\nb;19001\nc;11001\nd;05001\ne;76001\n"


@case("capitals_without_accents.csv", counts=(3, 1, 2, 0), repairs={"spelling": 2}, place="name",
      codes=[POPAYAN, "54810", CALI])  # fmt: skip
def capitals():
    return "MUNICIPIO,DEPARTAMENTO\nPOPAYAN,CAUCA\nTIBU,NORTE DE SANTANDER\nCALI,VALLE DEL CAUCA\n"


@case("homonyms.csv", counts=(3, 2, 0, 1), codes=["19050", "05055"],
      reasons={3: "ambiguous_name"})  # fmt: skip
def homonyms():
    return "municipio,departamento\nArgelia,Cauca\nArgelia,Antioquia\nArgelia,\n"


@case("typos.csv", counts=(3, 0, 0, 3), codes=[],
      reasons={1: "near_name", 2: "near_name", 3: "unknown_name"})  # fmt: skip
def typos():
    return "municipio,departamento\nPopayam,Cauca\nSantander de Quilichoa,Cauca\nAtlantis,Cauca\n"


@case("position_code_or_name.csv", counts=(3, 3, 0, 0), codes=[CALI, POPAYAN, BOGOTA])
def mixed_ways():
    return 'lat,lon,divipola,municipio\n3.45,-76.53,,\n,,19001,\n,,,"Bogotá, D.C."\n'


@case("nothing_says_where.csv", refused="exchange.no_place")
def no_place():
    return "a,b\nx,1\ny,2\n"


@case("only_headings.csv", refused="exchange.no_rows")
def only_headings():
    return "lat,lon\n"


@case("empty.csv", refused="exchange.empty_file")
def empty():
    return " \n\n"


@case("one_row.csv", counts=(1, 1, 0, 0), codes=[CALI])
def one_row():
    return "lat,lon\n3.45,-76.53"


@case("binary.csv", refused="exchange.unknown_kind")
def binary():
    return bytes(range(256)) * 4


@case("wrong_encoding_chosen.csv", refused="exchange.encoding", options=Options(encoding="utf-8"))
def wrong_encoding():
    return "municipio\nPopayán\n".encode("latin-1")


@case("path_to_the_net.csv", refused="exchange.no_rows")
def vsicurl():
    return "/vsicurl/http://example.org/x.gpkg"


@case("three_hundred_columns.csv", refused="exchange.too_many_columns")
def wide():
    return ",".join(f"c{i}" for i in range(301)) + "\n" + ",".join("1" * 301) + "\n"
