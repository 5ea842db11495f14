"""Where the people of a history spend: kinds of purchases, how much one costs, how often it happens.

Amounts are medians in the smallest unit of the bank's currency, for an ordinary wage; who earns more
spends more (see people.py). All merchants are invented.
"""

from __future__ import annotations

from typing import NamedTuple


class Purchase(NamedTuple):
    """One kind of purchase."""

    median_cents: int
    spread: int
    merchants: tuple[str, ...]


GROCERIES = Purchase(
    46_00, 4, ("Corner Market", "Greenleaf Grocers", "Harvest Foods", "Pantry & Co", "Sunny Supermarket")
)
COFFEE = Purchase(5_20, 3, ("Bean & Leaf", "Daily Grind", "Third Street Coffee", "Kettle House"))
LUNCH = Purchase(14_50, 3, ("Noodle Bar", "Salad Works", "Sandwich Stop", "Taqueria Sol", "Curry Corner"))
DINNER = Purchase(48_00, 4, ("Blue Door Bistro", "Casa Luna", "Golden Lotus", "Harbor Grill", "Trattoria Verde"))
FUEL = Purchase(42_00, 2, ("Crossroads Fuel", "Highway Station", "Pit Stop"))
TRANSIT = Purchase(6_00, 4, ("City Transit", "Metro Rides", "Parkwell Garage"))
PHARMACY = Purchase(18_00, 4, ("Community Pharmacy", "Wellness Corner"))
CLOTHES = Purchase(62_00, 4, ("Thread & Needle", "Northside Outfitters", "Shoe Loft"))
ONLINE = Purchase(34_00, 6, ("Parcelbox", "Everything Online", "Bookshelf Direct", "Gadget Barn"))
LEISURE = Purchase(24_00, 4, ("Cineplex", "Bowl & Arcade", "City Museum", "Tune Hall"))
HOUSEHOLD = Purchase(75_00, 6, ("Home & Hearth", "Toolbox Hardware", "Garden Gate"))

MIDDAY = ((LUNCH, 30), (COFFEE, 24), (GROCERIES, 16), (TRANSIT, 12), (FUEL, 8), (PHARMACY, 5), (ONLINE, 5))
EVENING = (
    (GROCERIES, 32),
    (DINNER, 20),
    (ONLINE, 14),
    (LEISURE, 12),
    (FUEL, 8),
    (CLOTHES, 6),
    (HOUSEHOLD, 5),
    (PHARMACY, 3),
)

SUBSCRIPTIONS = (
    ("Streamline TV", 15_99),
    ("Songbird Music", 10_99),
    ("Cloudvault Storage", 2_99),
    ("Gym Forty-Two", 39_00),
    ("Daily Courier", 12_00),
    ("Mobile Nine", 45_00),
)
UTILITIES = ("City Power & Light", "Valley Water", "Fiberline Internet")
SUPPLIERS = ("Atlas Wholesale", "Office Supply Depot", "Prime Freight", "Union Materials")
CASH_AMOUNTS = ((20_00, 3), (40_00, 4), (60_00, 4), (100_00, 3), (200_00, 1))
