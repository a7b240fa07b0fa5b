"""How is the answer to an eligibility inquiry laid out? 005010X279 and its errata.

2000A information source (2100A)
  2000B information receiver (2100B)
    2000C subscriber (2100C): 2110C benefit, 2115C place or condition, 2120C who is related to it
      2000D dependent (2100D): 2110D, 2115D, 2120D
"""

# ruff: noqa: E501 -- the rows of a table are not broken

from functools import cache

from cleanclaim.core.x12.grammar import Guide, compile_guide, indented

_PRV = "01=AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU 02?=9K,D3,EI,HPI,PXC,SY,TJ 03?"
_CALL = (
    "01=IC 02? 03?=ED,EM,FX,TE,UR,WP,HP 04? 05?=ED,EM,EX,FX,TE,UR,WP,HP 06? 07?=ED,EM,EX,FX,TE,UR,WP,HP 08?"
)
_AAA = "01=N,Y 03 04=C,N,P,R,S,W,X,Y"
_CODES = "01(1=BK,ABK 2) " + " ".join(f"{place:02d}?(1=BF,ABF 2)" for place in range(2, 9))
_NUMBERS = "18,1L,1W,3H,49,6P,9F,ALS,CE,CLI,CT,EA,EJ,F6,FO,G1,GH,HJ,IF,IG,M7,MRC,N6,NQ,Q4,SY,Y4"
_INFORMATION = "1,2,3,4,5,6,7,8,A,B,C,CB,D,E,F,G,H,I,J,K,L,M,MC,N,O,P,Q,R,S,T,U,V,W,X,Y"
_PERIOD = "6,7,13,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36"
_QUANTITY = "8H,99,CA,CE,D3,DB,DY,FL,HS,LA,LE,M2,MN,P6,QA,S7,S8,VS,YY"
_WHEN = "096,102,152,291,307,318,340,341,342,343,346,347,348,349,356,357,382,435,442,458,472,539,540,636,771"

_PERSON = f"""
REF S 9  01={_NUMBERS} 02 03?
N3 S 1  01 02?
N4 S 1  01? 02? 03? 04? 07?
AAA S 9  {_AAA}
PRV S 1  {_PRV}
DMG S 1  01?=D8 02?@01 03?=F,M,U
INS S 1  01=N,Y 02 03?=001 04?=25 17?
HI S 1  {_CODES}
DTP S 9  01={_WHEN} 02=D8,RD8 03@02
MPI S 1  01 02 03 04? 05? 06?=D8,RD8 07?@06
"""
_BENEFIT = f"""
@2110{{level}} S *  benefit
  EB R 1  01={_INFORMATION} 02?=CHD,DEP,ECH,EMP,ESP,FAM,IND,SPC,SPO 03?^99 04? 05? 06?={_PERIOD} 07? 08? 09?={_QUANTITY} 10? 11?=N,U,W,Y 12?=N,U,W,Y 13?(1=AD,CJ,HC,ID,IV,N4,ZZ 2 3? 4? 5? 6? 8?) 14?(1 2? 3? 4?)
  HSD S 9  01?=DY,FL,HS,MN,VS 02? 03?=DA,MO,VS,WK,YR 04? 05?={_PERIOD} 06? 07? 08?
  REF S 9  01={_NUMBERS} 02 03?
  DTP S 20  01={_WHEN} 02=D8,RD8 03@02
  AAA S 9  {_AAA}
  MSG S 10  01
  @2115{{level}} S 10  place or condition
    III R 1  01?=BF,BK,GR,NI,ZZ 02? 03?=44 04?
  LS S 1  01=2120
  @2120{{level}} S 23  related entity
    NM1 R 1  01 02=1,2 03? 04? 05? 07? 08?=24,34,46,FA,FI,II,MI,NI,PI,PP,SV,XV,XX 09? 10?
    N3 S 1  01 02?
    N4 S 1  01? 02? 03? 04? 05?=RJ 06? 07?
    PER S 3  {_CALL}
    PRV S 1  {_PRV}
  LE S 1  01=2120
"""

_TEXT = f"""
ST R 1  01=271 02 03
BHT R 1  01=0022 02=06,11 03? 04 05
@2000A R *  information source
  HL R 1  01 03!=20 04=0,1
  AAA S 9  {_AAA}
  @2100A R 1  name
    NM1 R 1  01=2B,36,GP,P5,PR 02=1,2 03? 04? 05? 07? 08=24,46,FI,NI,PI,XV,XX 09
    PER S 3  {_CALL}
    AAA S 9  {_AAA}
  @2000B S *  information receiver
    HL R 1  01 02 03!=21 04=0,1
    @2100B R 1  name
      NM1 R 1  01=1P,2B,36,80,FA,GP,P5,PR 02=1,2 03? 04? 05? 07? 08=24,34,FI,PI,PP,SV,XV,XX 09
      REF S 9  01=0B,1C,1D,1J,4A,CT,EL,EO,HPI,JD,N5,N7,Q4,SY,TJ 02 03?
      N3 S 1  01 02?
      N4 S 1  01? 02? 03? 04? 07?
      AAA S 9  {_AAA}
      PRV S 1  {_PRV}
    @2000C S *  subscriber
      HL R 1  01 02 03!=22 04=0,1
      TRN S 3  01=1,2 02 03 04?
      @2100C R 1  name
        NM1 R 1  01=IL 02=1,2 03? 04? 05? 07? 08?=II,MI 09?
{indented(_PERSON, 8)}
{indented(_BENEFIT.format(level="C"), 8)}
      @2000D S *  dependent
        HL R 1  01 02 03!=23 04=0
        TRN S 3  01=1,2 02 03 04?
        @2100D R 1  name
          NM1 R 1  01=03 02=1 03? 04? 05? 07?
{indented(_PERSON, 10)}
{indented(_BENEFIT.format(level="D"), 10)}
SE R 1  01 02
"""


@cache
def guide() -> Guide:
    """The compiled guide."""
    return compile_guide(
        set="271",
        transaction="271",
        family="005010X279",
        functional_id="HB",
        release="005010X279A1",
        text=_TEXT,
    )
