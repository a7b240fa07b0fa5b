"""How is an implementation acknowledgment laid out? Loops, segments and values of 005010X231 and its errata.

AK1 the group that is answered
2000 AK2 one transaction of it
  2100 IK3 one segment in error, with its context
    2110 IK4 one element of it
AK9 the verdict on the group
"""

from functools import cache

from cleanclaim.core.x12.grammar import Guide, compile_guide

_IK3 = "1,2,3,4,5,6,7,8,I4,I6,I7,I8,I9"
_IK4 = "1,2,3,4,5,6,7,8,9,10,12,13,I6,I9,I10,I11,I12,I13"
_IK5 = "1,2,3,4,5,6,7,8,9,10,11,12,13,15,16,17,18,19,23,24,25,26,27,I5,I6"
_AK9 = "1,2,3,4,5,6,10,11,12,13,14,15,16,17,18,19,23,24,25,26"

_TEXT = f"""
ST R 1  01=999 02 03
AK1 R 1  01 02 03?
@2000 S *  transaction
  AK2 R 1  01 02 03?
  @2100 S *  segment in error
    IK3 R 1  01 02 03? 04={_IK3}
    CTX S 10  01^10(1 2?) 02? 03? 04? 05?(1 2? 3?) 06?(1 2?)
    @2110 S *  element in error
      IK4 R 1  01(1 2? 3?) 02? 03={_IK4} 04?
      CTX S 10  01^10(1 2?) 02? 03? 04? 05?(1 2? 3?) 06?(1 2?)
  IK5 R 1  01=A,E,M,R,W,X 02?={_IK5} 03?={_IK5} 04?={_IK5} 05?={_IK5} 06?={_IK5}
AK9 R 1  01=A,E,M,P,R,W,X 02 03 04 05?={_AK9} 06?={_AK9} 07?={_AK9} 08?={_AK9} 09?={_AK9}
SE R 1  01 02
"""


@cache
def guide() -> Guide:
    """The compiled guide."""
    return compile_guide(
        set="999",
        transaction="999",
        family="005010X231",
        functional_id="FA",
        release="005010X231A1",
        text=_TEXT,
    )
