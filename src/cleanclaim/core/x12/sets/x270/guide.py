"""How is an eligibility inquiry laid out? Loops, segments and values of 005010X279 and its errata.

2000A information source (2100A)
  2000B information receiver (2100B)
    2000C subscriber (2100C): 2110C what is asked
      2000D dependent (2100D): 2110D what is asked
"""

from functools import cache

from cleanclaim.core.x12.grammar import Guide, compile_guide, indented

_PRV = "01=AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU 02?=9K,D3,EI,HPI,PXC,SY,TJ 03?"
_PROCEDURE = "1=AD,CJ,HC,ID,IV,N4,ZZ 2 3? 4? 5? 6?"
_CODES = "01(1=BK,ABK 2) " + " ".join(f"{place:02d}?(1=BF,ABF 2)" for place in range(2, 9))
_NUMBERS = "18,1L,1W,3H,6P,CT,EA,EJ,F6,GH,HJ,IF,IG,MRC,N6,NQ,SY,Y4"

# What is told of a person, and what is asked for that person.
_PERSON = f"""
REF S 9  01={_NUMBERS} 02
N3 S 1  01 02?
N4 S 1  01? 02? 03? 04? 07?
PRV S 1  {_PRV}
DMG S 1  01?=D8 02?@01 03?=F,M
INS S 1  01=N,Y 02 17?
HI S 1  {_CODES}
DTP S 2  01=102,291 02=D8,RD8 03@02
"""
_ASKED = f"""
EQ R 1  01?^99 02?({_PROCEDURE}) 03?=FAM 05?(1 2? 3? 4?)
AMT S 1  01!=R 02
AMT S 1  01!=PB 02
III S 10  01=ZZ 02
REF S 1  01=9F,G1 02
DTP S 1  01=291 02=D8,RD8 03@02
"""

_TEXT = f"""
ST R 1  01=270 02 03
BHT R 1  01=0022 02=01,13,36 03? 04 05 06?=RT
@2000A R *  information source
  HL R 1  01 03!=20 04=1
  @2100A R 1  name
    NM1 R 1  01=2B,36,GP,P5,PR 02=1,2 03? 04? 05? 07? 08=24,46,FI,NI,PI,XV,XX 09
  @2000B R *  information receiver
    HL R 1  01 02 03!=21 04=1
    @2100B R 1  name
      NM1 R 1  01=1P,2B,36,80,FA,GP,P5,PR 02=1,2 03? 04? 05? 07? 08=24,34,FI,PI,PP,SV,XV,XX 09
      REF S 9  01=0B,1C,1D,1J,4A,CT,EL,EO,HPI,JD,N5,N7,Q4,SY,TJ 02 03?
      N3 S 1  01 02?
      N4 S 1  01? 02? 03? 04? 07?
      PRV S 1  {_PRV}
    @2000C R *  subscriber
      HL R 1  01 02 03!=22 04=0,1
      TRN S 2  01=1 02 03 04?
      @2100C R 1  name
        NM1 R 1  01=IL 02=1,2 03? 04? 05? 07? 08?=II,MI 09?
{indented(_PERSON, 8)}
        @2110C S 99  inquiry
{indented(_ASKED, 10)}
      @2000D S *  dependent
        HL R 1  01 02 03!=23 04=0
        TRN S 2  01=1 02 03 04?
        @2100D R 1  name
          NM1 R 1  01=03 02=1 03? 04? 05? 07?
{indented(_PERSON, 10)}
          @2110D R 99  inquiry
{indented(_ASKED, 12)}
SE R 1  01 02
"""


@cache
def guide() -> Guide:
    """The compiled guide."""
    return compile_guide(
        set="270",
        transaction="270",
        family="005010X279",
        functional_id="HS",
        release="005010X279A1",
        text=_TEXT,
    )
