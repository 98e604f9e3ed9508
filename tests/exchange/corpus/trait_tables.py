"""Traits of tables that people have reported, and of their kin: what must become of each.

right: the municipalities of the rows, in their order; `ask` where the file is refused with the
readings to choose from; or the key of the message that names what the file is.
"""

ASK = "ask"
CALI, POPAYAN, BOGOTA, QUILICHAO = "76001", "19001", "11001", "19698"

TABLES: dict[str, tuple[str | bytes, list[str] | str]] = {
    "age then camel": (
        "edad,gpsLatitude,gpsLongitude\n4,3.45,-76.53\n7,2.4419,-76.6063\n",
        [CALI, POPAYAN],
    ),
    "priority, ubicacion-Latitude": (
        "prioridad,ubicacion-Latitude,ubicacion-Longitude\n1,3.45,-76.53\n2,2.4419,-76.6063\n",
        [CALI, POPAYAN],
    ),
    "decimalLatitude": (
        "n,decimalLatitude,decimalLongitude\n4,3.45,-76.53\n5,2.4419,-76.6063\n",
        [CALI, POPAYAN],
    ),
    "no useful headings": ("personas;a;b\n4;3.4512;-76.5321\n5;2.4419;-76.6063\n", [CALI, POPAYAN]),
    "only lon named": (
        "personas,precision,c,longitud\n4,4.95,3.4512,-76.5321\n5,5.12,2.4419,-76.6063\n",
        ASK,
    ),
    "two positions": (
        "latitud_origen,longitud_origen,latitud_destino,longitud_destino\n"
        "3.45,-76.53,2.4419,-76.6063\n",
        ASK,
    ),
    "x marks many": (
        "Municipio,Depto,Ene,Feb,Mar\nPopayán,Cauca,X,X,X\nCali,Valle del Cauca,,X,X\n",
        [POPAYAN, CALI],
    ),
    "x y marks": (
        "Municipio,Departamento,X,Y\nPopayán,Cauca,X,\nCali,Valle del Cauca,,Y\n",
        [POPAYAN, CALI],
    ),
    "norte este cells": (
        "Municipio,Departamento,zona,lado\n"
        "Popayán,Cauca,Norte,Este\n"
        "Cali,Valle del Cauca,Sur,Oeste\n",
        [POPAYAN, CALI],
    ),
    "utm18 with names": (
        "sitio;municipio;Este;Norte\nA;Cali;330047;381478\nB;Popayán;321263;270034\n",
        [CALI, POPAYAN],
    ),
    "utm17?": ("sitio;X;Y\nA;997000;381478\nB;988000;270034\n", ASK),
    "3115 no names": ("sitio;X;Y\nA;1061000;872000\nB;1062000;873000\n", ASK),
    "3116 Bogota chapinero": ("este,norte\n1001000,1005000\n1002000,1006000\n", ASK),
    "dots thousands planes": (
        "municipio;este;norte\nCali;1.061.000;872.500\nCali;1.062.000;873.500\n",
        [CALI, CALI],
    ),
    "9377 dots": ("x;y\n4.608.500;1.939.500\n4.608.600;1.939.400\n", [CALI, CALI]),
    "3857": ("x,y\n-8519300,384300\n-8519400,384400\n", [CALI, CALI]),
    "lat/lon contradicts names": (
        "municipio,departamento,latitud,longitud\n"
        "Medellín,Antioquia,3.45,-76.53\n"
        "Bogotá,Bogotá,2.4419,-76.6063\n",
        ASK,
    ),
    "code contradicts name": (
        "cod_mpio,municipio,departamento\n05001,Cali,Valle del Cauca\n11001,Popayán,Cauca\n",
        ASK,
    ),
    "school codigo": (
        "codigo_dane,institucion,municipio,departamento\n"
        "176001000123,IE A,Cali,Valle del Cauca\n"
        "219001000456,IE B,Popayán,Cauca\n",
        [CALI, POPAYAN],
    ),
    "estado US": ("municipio,estado\nCali,Valle del Cauca\nPopayán,Cauca\n", [CALI, POPAYAN]),
    "lost minus names": (
        "municipio,lat,lon\nCali,3.45,76.53\nPopayán,2.4419,76.6063\n",
        [CALI, POPAYAN],
    ),
    "lat lon swapped headings": (
        "latitud,longitud\n-76.53,3.45\n-76.6063,2.4419\n",
        [CALI, POPAYAN],
    ),
    "lat of age names": (
        "municipio,departamento,lat,lon\nCali,Valle del Cauca,4,10\nPopayán,Cauca,6,12\n",
        ASK,
    ),
    "bad gps words": (
        "municipio,departamento,lat,lon\n"
        "Cali,Valle del Cauca,N/A,N/A\n"
        "Popayán,Cauca,2.4419,-76.6063\n",
        [CALI, POPAYAN],
    ),
    "half gps": (
        "municipio,departamento,lat,lon\n"
        "Cali,Valle del Cauca,3.45,\n"
        "Popayán,Cauca,2.4419,-76.6063\n",
        [CALI, POPAYAN],
    ),
    "bad code good name": (
        "cod_mpio,municipio,departamento\n"
        "76001,Cali,Valle del Cauca\n"
        "ND,Popayán,Cauca\n"
        ",Santander de Quilichao,Cauca\n",
        [CALI, POPAYAN, QUILICHAO],
    ),
    "gps out of globe": (
        "municipio,departamento,lat,lon\n"
        "Cali,Valle del Cauca,345,-7653\n"
        "Popayán,Cauca,2.4419,-76.6063\n"
        "Cali,Valle del Cauca,3.45,-76.53\n",
        [CALI, POPAYAN, CALI],
    ),
    "cell 3.45, -76.53": ('id\tubicacion\n1\t"3.45, -76.53"\n2\t"3.45, -76.53"\n', [CALI, CALI]),
    "cell (3.45, -76.53)": (
        'id\tubicacion\n1\t"(3.45, -76.53)"\n2\t"(3.45, -76.53)"\n',
        [CALI, CALI],
    ),
    "cell 3°27'00\"N 76°31'48\"W": (
        'id\tubicacion\n1\t"3°27\'00""N 76°31\'48""W"\n2\t"3°27\'00""N 76°31\'48""W"\n',
        [CALI, CALI],
    ),
    "cell 3.45 -76.53 995 5": (
        'id\tubicacion\n1\t"3.45 -76.53 995 5"\n2\t"3.45 -76.53 995 5"\n',
        [CALI, CALI],
    ),
    "cell POINT(-76.53 3.45)": (
        'id\tubicacion\n1\t"POINT(-76.53 3.45)"\n2\t"POINT(-76.53 3.45)"\n',
        [CALI, CALI],
    ),
    "cell SRID=4326;POINT (-76": (
        'id\tubicacion\n1\t"SRID=4326;POINT (-76.53 3.45)"\n2\t"SRID=4326;POINT (-76.53 3.45)"\n',
        [CALI, CALI],
    ),
    "cell 0101000020E610000052": (
        "id\tubicacion\n"
        '1\t"0101000020E610000052B81E85EB2153C09A99999999990B40"\n'
        '2\t"0101000020E610000052B81E85EB2153C09A99999999990B40"\n',
        [CALI, CALI],
    ),
    "cell 3,45; -76,53": ('id\tubicacion\n1\t"3,45; -76,53"\n2\t"3,45; -76,53"\n', [CALI, CALI]),
    'cell {"type":"Point","coo': (
        "id\tubicacion\n"
        '1\t"{""type"":""Point"",""coordinates"":[-76.53,3.45]}"\n'
        '2\t"{""type"":""Point"",""coordinates"":[-76.53,3.45]}"\n',
        [CALI, CALI],
    ),
    "cell https://maps.google.": (
        "id\tubicacion\n"
        '1\t"https://maps.google.com/?q=3.45,-76.53"\n'
        '2\t"https://maps.google.com/?q=3.45,-76.53"\n',
        [CALI, CALI],
    ),
    "cell N 3°27'0\", W 76°31'4": (
        'id\tubicacion\n1\t"N 3°27\'0"", W 76°31\'48"""\n2\t"N 3°27\'0"", W 76°31\'48"""\n',
        [CALI, CALI],
    ),
    "cell -76.53, 3.45": ('id\tubicacion\n1\t"-76.53, 3.45"\n2\t"-76.53, 3.45"\n', [CALI, CALI]),
    "wkt 3115": ("id;wkt;municipio\n1;POINT (1061000 872000);Cali\n", [CALI]),
    "ewkt srid": ('id;geom\n1;"SRID=3115;POINT (1061000 872000)"\n', [CALI]),
    "kobo both": (
        "_Ubicacion,_Ubicacion_latitude,_Ubicacion_longitude\n3.45 -76.53 0 0,3.45,-76.53\n",
        [CALI],
    ),
    "pcode": ("ADM2_PCODE,v\nCO76001,1\nCO05001,2\n", [CALI, "05001"]),
    "pcode2": ("pcode;v\nCO-76001;1\nco05001;2\n", [CALI, "05001"]),
    "code comma": ("cod_mpio;casos\n5,001;1\n76,001;2\n5,03;2\n", ["05001", CALI, "05030"]),
    "8 digits lost zero": ("cod_centro_poblado,n\n5001000,1\n19698003,2\n", ["05001", QUILICHAO]),
    "code - name": ("municipio;n\n76001 - Cali;1\n19001 - Popayán;2\n", [CALI, POPAYAN]),
    "code - name in codigo": ("codigo;n\n76001 - Cali;1\n19001 - Popayán;2\n", [CALI, POPAYAN]),
    "name (code)": ("municipio;n\nCali (76001);1\nPopayán (19001);2\n", [CALI, POPAYAN]),
    "distrito": (
        "municipio;n\nDistrito de Santiago de Cali;1\nMunicipio de Popayán;2\n",
        [CALI, POPAYAN],
    ),
    "bogota cund": (
        "municipio;departamento\nBogotá, D. C.;Cundinamarca\nBOGOTA D.C.;CUNDINAMARCA\n",
        [BOGOTA, BOGOTA],
    ),
    "name, dept": (
        "lugar\n"
        '"Bogotá, D. C., Cundinamarca"\n'
        '"Popayán, Cauca"\n'
        '"Cali, Valle del Cauca, Colombia"\n',
        [BOGOTA, POPAYAN, CALI],
    ),
    "bajira name": (
        "municipio,departamento\nNuevo Belén de Bajirá,Chocó\nBelén de Bajirá,Chocó\n",
        ["27615", "27615"],
    ),
    "hxl latlon": ("Municipio,Lat,Lon\n#adm2+name,#geo+lat,#geo+lon\nCali,3.45,-76.53\n", [CALI]),
    "nbsp names": (
        "municipio;departamento\nCali\xa0;Valle\xa0del\xa0Cauca\n\u200ePopayán;Cauca\n",
        [CALI, POPAYAN],
    ),
    "apostrophe codes": ("cod_mpio\n'05001\n'76001\n", ["05001", CALI]),
    "dept code text": (
        "departamento,municipio\nVALLE,CALI\nN. DE SANTANDER,CUCUTA\n",
        [CALI, "54001"],
    ),
    "spaces before quotes": (
        'sitio, lat, lon, "nota"\n"a", 3.45, -76.53, "x, y"\n"b", 2.4419, -76.6063, "z"\n',
        [CALI, POPAYAN],
    ),
    "amount only figs": (
        "divipola,fiscal_year,amount,programme\n19142,2023,1.234,P\n19142,2023,2.500,P\n",
        ["19142", "19142"],
    ),
    "geojson z polygon": (
        '{"type": "Polygon", "coordinates": [[[-76.54, 3.44, 5], [-76.52, 3.44, 5], ['
        "-76.52, 3.46, 5], [-76.54, 3.44, 5]]]}",
        [CALI],
    ),
    "dms cols": ("Latitud;Longitud\n3°27'0\" N;76°31'48\" O\n", [CALI]),
    "dms three columns": ("lat_g,lat_m,lat_s,lon_g,lon_m,lon_s\n3,27,0,-76,31,48\n", [CALI]),
    "latitud with dept centroid": (
        "municipio,departamento,LATITUD_Y,LONGITUD_X\nCali,Valle del Cauca,3.45,-76.53\n",
        [CALI],
    ),
    "point_x": ("POINT_X,POINT_Y,n\n-76.53,3.45,4\n", [CALI]),
    "semi decimals": ("lat;lon;n\n3,451;-76,532;1\n2,441;-76,606;2\n", [CALI, POPAYAN]),
    "x lat y lon?": ("X;Y\n3.45;-76.53\n2.4419;-76.6063\n", [CALI, POPAYAN]),
    "municipio residencia/ocurrencia": (
        "municipio_residencia,municipio_ocurrencia\nCali,Popayán\nPopayán,Cali\n",
        ASK,
    ),
    "divipola + lat": ("divipola,lat,lon\n76001,3.45,-76.53\n19001,,\n", [CALI, POPAYAN]),
    "dept lists": (
        "departamento,municipio,codigo_departamento,codigo_municipio\n"
        "Cauca,Popayán,19,001\n"
        "Valle del Cauca,Cali,76,001\n",
        [POPAYAN, CALI],
    ),
    "code numeric dpto+mpio full": (
        "cod_depto,cod_mpio,n\n19,19001,4\n76,76001,5\n",
        [POPAYAN, CALI],
    ),
    "cod_mpio float": ("cod_mpio\n5001.0\n76001.0\n", ["05001", CALI]),
    "a lone column of codes with letters, below a title": (
        "Reporte\nclave\nCO76001\nCO19001\nCO05001\n",
        ["76001", "19001", "05001"],
    ),
    "two-title rows": (
        "Reporte de municipios,,,\n"
        "Corte 2024,,,\n"
        "Municipio,Departamento,Lat,Lon\n"
        "Cali,Valle del Cauca,3.45,-76.53\n",
        [CALI],
    ),
    "BOM header": ("\ufefflat,lon\n3.45,-76.53\n", [CALI]),
    "direction header": ("\u200elatitud\u200e,\u200elongitud\u200e\n3.45,-76.53\n", [CALI]),
    "minus sign unicode": ("lat;lon\n3,45;−76,53\n", [CALI]),
    "tumaco etc": (
        "municipio\nSan Andrés de Tumaco\nTumaco\nSantander de Quilichao\n",
        ["52835", "52835", QUILICHAO],
    ),
}
