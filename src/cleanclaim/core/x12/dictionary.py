"""What is a segment made of? Its data elements with type and length, and the rules between them.

Structure, numbers and lengths of the 005010 standard are facts; none of its prose is here.
A type is AN text, ID a code, R a decimal, N0 or N2 a whole number, DT a date, TM a time.
"""

# ruff: noqa: E501 -- the rows of a table are not broken

from dataclasses import dataclass
from functools import cache

_ELEMENTS = """
2 N0 1-6       19 AN 2-30     22 AN 1-6      26 ID 2-3      28 N0 1-9      61 AN 1-30     66 ID 1-2
67 AN 2-80     81 R 1-10      93 AN 1-60     96 N0 1-10     97 N0 1-6      98 ID 2-3      100 ID 3-3
116 ID 3-15    118 R 1-9      123 N0 1-6     124 AN 2-15    127 AN 1-50    128 ID 2-3     142 AN 2-15
143 ID 3-3     156 ID 2-2     166 AN 1-55    212 R 1-17     234 AN 1-48    235 ID 2-2     236 ID 3-3
280 R 4-10     289 N0 1-2     305 ID 1-2     306 ID 1-2     309 ID 1-2     310 AN 1-30    329 AN 4-9
332 R 1-6      337 TM 4-8     338 R 1-6      350 AN 1-20    352 AN 1-80    353 ID 2-2     355 ID 2-2
363 ID 3-3     364 AN 1-256   365 ID 2-2     366 ID 2-2     373 DT 8-8     374 ID 3-3     380 R 1-15
426 ID 2-2     429 AN 1-16    443 AN 1-20    447 AN 1-6     449 AN 1-80    455 ID 1-2     478 ID 1-1
479 ID 2-2     480 AN 1-12    481 ID 1-2     499 AN 1-10    506 ID 2-2     507 AN 3-12    508 AN 1-35
509 AN 10-10   510 AN 9-9     522 ID 1-3     554 N0 1-6     569 ID 1-3     584 ID 2-2     591 ID 3-3
594 ID 1-1     609 N0 1-9     618 ID 1-3     620 ID 1-3     621 ID 1-3     623 ID 2-2     628 AN 1-12
639 ID 2-2     640 ID 2-2     648 ID 3-3     649 R 1-10     659 ID 1-2     669 ID 3-3     673 ID 2-2
687 ID 2-2     706 ID 2-2     715 ID 1-1     716 ID 1-3     717 ID 1-1     719 N0 1-10    721 ID 2-3
722 N0 1-2     724 AN 1-99    725 N0 1-4     734 AN 1-12    735 ID 1-2     736 ID 1-1     737 ID 2-2
738 ID 1-3     739 R 1-20     740 R 1-20     741 R 1-20     752 ID 2-2     755 ID 2-2     756 ID 1-2
757 N0 1-2     782 R 1-18     799 AN 1-30    812 ID 1-10    901 ID 2-2     923 ID 1-1     933 AN 1-264
935 ID 2-2     936 ID 2-2     954 R 1-10     1005 ID 4-4    1018 R 1-15    1028 AN 1-38   1029 ID 1-2
1032 ID 1-2    1033 ID 1-2    1034 ID 1-5    1035 AN 1-60   1036 AN 1-35   1037 AN 1-25   1038 AN 1-10
1039 AN 1-10   1048 ID 1-3    1065 ID 1-1    1066 ID 1-2    1067 ID 1-1    1068 ID 1-1    1069 ID 2-2
1073 ID 1-1    1109 ID 1-1    1136 ID 2-2    1138 ID 1-1    1143 ID 1-1    1166 ID 2-2    1220 ID 1-1
1221 ID 1-3    1222 AN 1-3    1223 ID 3-3    1250 ID 2-3    1251 AN 1-35   1270 ID 1-3    1271 AN 1-30
1316 ID 1-1    1317 ID 1-1    1321 ID 2-3    1322 ID 1-1    1325 ID 1-1    1327 ID 1-1    1328 N0 1-2
1331 AN 1-2    1332 ID 1-2    1334 ID 1-1    1335 ID 1-1    1336 ID 1-3    1337 ID 1-1    1338 ID 1-3
1339 AN 2-2    1340 ID 1-2    1341 AN 1-2    1342 ID 1-1    1343 ID 1-2    1351 ID 1-1    1352 ID 1-2
1354 ID 1-4    1359 ID 1-1    1360 ID 1-1    1362 ID 2-3    1363 ID 1-1    1364 ID 1-2    1365 ID 1-2
1366 ID 2-3    1367 ID 2-3    1373 ID 2-4    1383 ID 2-2    1384 ID 1-1    1473 ID 2-2    1514 ID 1-2
1525 ID 1-2    1526 ID 1-2    1527 ID 1-2    1528 N0 1-2    1686 N0 1-4    1705 AN 1-35   1715 ID 1-3
9998 AN 1-64   9999 AN 1-35
"""

# A composite's number, then its components' numbers; P, R, E, C and L rules as the standard writes them.
_COMPOSITES = """
C001: 355 1018 649 355 1018 649 355 1018 649 355 1018 649 355 1018 649
C002: 704 704 704 704 704
C003: 235 234 1339 1339 1339 1339 352 234
C004: 1328 1328 1328 1328
C022: 1270 1271 1250 1251 782 380 799 1271 1073 | P0304 E0809
C023: 1331 1332 1325
C024: 1362 1362 1362 156 26
C030: 722 1528 1686
C035: 1222 559 1073
C040: 128 127 128 127 128 127 | P0304 P0506
C042: 426 127
C043: 1271 1271 98 1270
C052: 1218
C056: 1109 1270 1271 | P0203
C998: 9999 9998
C999: 725 725
"""

_SEGMENTS = """
AAA: 1073 559 901 889
AK1: 479 28 480
AK2: 143 329 1705
AK9: 715 97 123 2 716 716 716 716 716
AMT: 522 782 478
BHT: 1005 353 127 373 337 640
BPR: 305 782 478 591 812 506 507 569 508 509 510 506 507 569 508 373 1048 506 507 569 508 | P0607 C0809 P1213 C1415 P1819 C2021
CAS: 1033 1034 782 380 1034 782 380 1034 782 380 1034 782 380 1034 782 380 1034 782 380 | L050607 C0605 C0705 L080910 C0908 C1008 L111213 C1211 C1311 L141516 C1514 C1614 L171819 C1817 C1917
CL1: 1315 1314 1352 1345
CLM: 1028 782 1032 1343 C023 1073 1359 1073 1363 1351 C024 1366 1073 1338 1073 1360 1029 1073 1383 1514
CLP: 1028 1029 782 782 782 1032 127 1331 1325 1352 1354 380 954 1073
CN1: 1166 782 332 127 338 799
CR1: 355 81 1316 1317 355 380 166 166 352 352 | P0102 P0506
CR2: 609 380 1367 1367 355 380 380 1342 1073 352 352 1073 | P0102 C0403 P0506
CR3: 1322 355 380 1335 352 | P0203
CRC: 1136 1073 1321 1321 1321 1321 1321
CTP: 687 236 212 380 C001 648 649 782 639 499 289 | P0405 C0607 C0902 C1002 C1103
CTX: C998 721 719 447 C030 C999
CUR: 98 100 280 98 100 669 374 373 337 374 373 337 374 373 337 374 373 337 374 373 337
DMG: 1250 1251 1068 1067 C056 1066 26 659 380 1270 1271 | P0102 P1011 C1105
DTM: 374 373 337 623 1250 1251 | R020305 C0403 P0506
DTP: 374 1250 1251
EB: 1390 1207 1365 1336 1204 615 782 954 673 380 1073 1073 C003 C004 | P0910
EQ: 1365 C003 1207 1336 C004 | R0102
FRM: 350 1073 127 373 332 | R02030405
GE: 97 28
GS: 479 142 124 373 337 28 455 480
HCP: 1473 782 782 127 118 127 782 234 235 234 355 380 901 1526 1527 | R0113 P0910 P1112
HI: C022 C022 C022 C022 C022 C022 C022 C022 C022 C022 C022 C022
HL: 628 734 735 736
HSD: 673 380 355 1167 615 616 678 679 | P0102 C0605
III: 1270 1271 1136 933 380 C001 752 752 752 | P0102
IK3: 721 719 447 620
IK4: C030 725 621 724
IK5: 717 618 618 618 618 618
INS: 1073 1069 875 1203 1216 C052 1219 584 1220 1073 1250 1251 1165 19 156 26 1470 | P1112
K3: 449 1333 C001
LE: 447
LIN: 350 235 234
LQ: 1270 1271 | C0102
LS: 447
LX: 554
MEA: 737 738 739 C001 740 741 935 936 752 1373 1270 1271 | R03050608 E0803 P1112
MIA: 380 782 380 782 127 782 782 782 782 782 782 782 782 782 380 782 782 782 782 127 127 127 127 782
MOA: 954 782 127 127 127 127 127 782 782
MPI: 1201 584 1595 352 1596 1250 1251 | P0607
MSG: 933 934 1470 | C0302
N1: 98 93 66 67 706 98 | R0203 P0304
N3: 166 166
N4: 19 156 116 26 309 310 1715 | E0207 C0605 C0704
NM1: 98 1065 1035 1036 1037 1038 1039 66 67 706 98 1035 | P0809 C1110 C1203
NTE: 363 352
OI: 1032 1383 1073 1351 1360 1363
PAT: 1069 1384 584 1220 1250 1251 355 81 1073 | P0506 P0708
PER: 366 93 365 364 365 364 365 364 443 | P0304 P0506 P0708
PLB: 127 373 C042 782 C042 782 C042 782 C042 782 C042 782 C042 782 | P0506 P0708 P0910 P1112 P1314
PRV: 1221 128 127 156 C035 1223 | P0203
PS1: 127 782 156
PWK: 755 756 757 98 66 67 352 C002 1525 | P0506
QTY: 673 380 C001 61 | R0204 E0204
RDM: 756 93 364 C040 C040
REF: 128 127 352 C040 | R0203
SBR: 1138 1069 127 93 1336 1143 1073 584 1032
SE: 96 329
ST: 143 329 1705
STC: C043 373 306 782 782 373 591 373 429 C043 C043 933
SV1: C003 782 355 380 1331 1365 C004 782 1073 1340 1073 1073 1364 1341 1327 1334 127 116 782 1337 1360 | P0304
SV2: 234 C003 782 355 380 1371 782 1073 1345 1337 | R0102 P0405
SV5: C003 355 380 782 782 594 923 | R0405 C0604
SVC: C003 782 782 234 380 C003 380
SVD: 67 782 C003 234 380 554
TRN: 481 127 509 127
TS2: 782 782 782 782 782 782 380 782 782 380 380 380 380 380 782 380 782 782 782
TS3: 127 1331 373 380 782 782 782 782 782 782 782 782 782 782 782 782 782 782 782 782 782 782 380 782
"""

_EXTRA_ELEMENTS = """
559 ID 2-2     615 ID 1-2     616 N0 1-3     678 ID 1-2     679 ID 1-1     704 ID 2-2     875 ID 3-3
889 ID 1-1     934 ID 2-2     1165 ID 1-1    1167 R 1-6     1201 ID 1-1    1203 ID 2-3    1204 AN 1-50
1207 ID 3-3    1216 ID 1-1    1218 ID 1-1    1219 ID 1-2    1314 ID 1-1    1315 ID 1-1    1333 ID 1-2
1345 ID 1-1    1371 R 1-10    1390 ID 1-2    1470 N0 1-9    1595 ID 1-1    1596 ID 2-2
"""


@dataclass(frozen=True, slots=True)
class Element:
    """A data element: its number in the dictionary, type, and least and most characters."""

    number: int
    type: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Syntax:
    """A rule between elements: P all or none, R one at least, E one at most, C and L the first needs all or one."""

    kind: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Composite:
    """An element made of components."""

    name: str
    components: tuple[Element, ...]
    syntax: tuple[Syntax, ...]


@dataclass(frozen=True, slots=True)
class SegmentDefinition:
    """A segment's elements, in order, and the rules between them."""

    id: str
    elements: tuple[Element | Composite, ...]
    syntax: tuple[Syntax, ...]


@cache
def elements() -> dict[int, Element]:
    """Every data element by its number."""
    words = (_ELEMENTS + _EXTRA_ELEMENTS).split()
    found = {}
    for number, kind, lengths in zip(words[::3], words[1::3], words[2::3], strict=True):
        least, most = lengths.split("-")
        found[int(number)] = Element(int(number), kind, int(least), int(most))
    return found


@cache
def composites() -> dict[str, Composite]:
    """Every composite by its number."""
    found = {}
    for line in filter(None, _COMPOSITES.splitlines()):
        name, _, rest = line.partition(":")
        parts, _, rules = rest.partition("|")
        found[name] = Composite(name, tuple(elements()[int(part)] for part in parts.split()), _syntax(rules))
    return found


@cache
def segments() -> dict[str, SegmentDefinition]:
    """Every segment by its identifier."""
    found = {}
    for line in filter(None, _SEGMENTS.splitlines()):
        name, _, rest = line.partition(":")
        parts, _, rules = rest.partition("|")
        made = tuple(
            composites()[part] if part.startswith("C") else elements()[int(part)] for part in parts.split()
        )
        found[name] = SegmentDefinition(name, made, _syntax(rules))
    return found


def _syntax(rules: str) -> tuple[Syntax, ...]:
    return tuple(
        Syntax(rule[0], tuple(int(rule[at : at + 2]) for at in range(1, len(rule), 2)))
        for rule in rules.split()
    )
