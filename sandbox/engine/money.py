"""Money: integers in a currency's smallest unit, and nothing else.

Holds the exponents of every active ISO 4217 currency. An amount never becomes a float: formatting
goes through integer division. Source: ISO 4217:2015, list one (minor units).
See: tests/engine/test_money.py.
"""

from __future__ import annotations

# The largest amount that survives a trip through every JSON reader (RFC 8259, section 6: 2^53 - 1).
MAX_CENTS = 2**53 - 1

_TWO_DIGITS = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF "
    "CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
    "GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL "
    "MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR "
    "PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP "
    "TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG"
)
_NO_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"
_FOUR_DIGITS = "CLF UYW"

EXPONENTS: dict[str, int] = {
    code: digits
    for digits, codes in ((2, _TWO_DIGITS), (0, _NO_DIGITS), (3, _THREE_DIGITS), (4, _FOUR_DIGITS))
    for code in codes.split()
}


def exponent(currency: str) -> int:
    """Decimal digits of the currency's smallest unit. Raises KeyError for a code ISO does not list."""
    return EXPONENTS[currency]


def format_amount(amount_cents: int, currency: str) -> str:
    """`123456, "USD"` is `"1,234.56 USD"`; for people, never for parsing."""
    digits = EXPONENTS[currency]
    sign = "-" if amount_cents < 0 else ""
    whole, fraction = divmod(abs(amount_cents), 10**digits)
    tail = f".{fraction:0{digits}d}" if digits else ""
    return f"{sign}{whole:,}{tail} {currency}"
