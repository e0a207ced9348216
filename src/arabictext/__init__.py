"""Arabic text, done right: folding, counting, plurals, digits, dates, slugs, quotation, direction.

A pure library: the standard library, Babel (CLDR), hijridate and regex (UAX #29); no framework.
Every public function takes any Unicode string, lone surrogates included, and never raises on one.
"""
