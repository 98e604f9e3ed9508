"""The names and codes that every layer, join and file goes by."""

DEPARTMENT = ["department_code", "department"]
PLACE = ["divipola", "municipality", *DEPARTMENT]
# A former code since merged into another: Mapiripana counts with Barrancominas everywhere.
COUNTED_WITH = {"94663": "94343"}
