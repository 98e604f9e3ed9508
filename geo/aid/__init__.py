"""US assistance: shares of programmes by place, reported figures, the law and its scenario."""

from geo.aid.allocation import AMOUNTS, METHODS, Allocation, allocate, by_unit
from geo.aid.law import exposure
from geo.aid.money import LifeOfAward, YearlyAmount, largest_remainder
from geo.aid.reported import Figures, check_reported, check_weights, is_replaced
from geo.aid.scenario import OUTCOMES, enacted_split, scenario
