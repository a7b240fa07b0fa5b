"""How is a claim status request laid out? Loops, segments and values of 005010X212.

2000A payer (2100A)
  2000B information receiver (2100B)
    2000C service provider (2100C)
      2000D subscriber (2100D): 2200D claim, 2210D line
        2000E dependent (2100E): 2200E claim, 2210E line
"""

from functools import cache

from cleanclaim.core.x12.grammar import Guide, compile_guide, indented

_PERSON = "03 04? 05? 07?"
_CLAIM = """
@2200{level} {usage}  claim
  TRN R 1  01=1 02
  REF S 1  01!=1K 02 ; payer claim control number
  REF S 1  01!=BLT 02 ; type of bill
  REF S 1  01!=LU 02 ; application or location system
  REF S 1  01!=6P 02 ; group
  REF S 1  01!=EJ 02 ; patient control number
  REF S 1  01!=XZ 02 ; prescription
  REF S 1  01!=D9 02 ; clearinghouse's claim number
  AMT S 1  01=T3 02
  DTP S 1  01=472 02=D8,RD8 03@02
  @2210{level} S *  line
    SVC R 1  01(1=AD,ER,HC,HP,IV,N4,NU,WK 2 3? 4? 5? 6?) 02 04? 07
    REF S 1  01=FJ 02
    DTP R 1  01=472 02=D8,RD8 03@02
"""

_TEXT = f"""
ST R 1  01=276 02 03
BHT R 1  01=0010 02=13 03 04 05
@2000A R *  payer
  HL R 1  01 03!=20 04=1
  @2100A R 1  name
    NM1 R 1  01=PR 02=2 03 08=PI,XV 09
  @2000B R *  information receiver
    HL R 1  01 02 03!=21 04=1
    @2100B R 1  name
      NM1 R 1  01=41 02=1,2 03? 04? 05? 08=46 09
    @2000C R *  service provider
      HL R 1  01 02 03!=19 04=1
      @2100C R 2  name
        NM1 R 1  01=1P 02=1,2 03? 04? 05? 07? 08=FI,SV,XX 09
      @2000D R *  subscriber
        HL R 1  01 02 03!=22 04=0,1
        DMG S 1  01=D8 02@01 03?=F,M,U
        @2100D R 1  name
          NM1 R 1  01=IL 02=1,2 03 04? 05? 07? 08=24,II,MI 09
{indented(_CLAIM.replace("{level}", "D").replace("{usage}", "S *"), 8)}
        @2000E S *  dependent
          HL R 1  01 02 03!=23
          DMG R 1  01=D8 02@01 03?=F,M,U
          @2100E R 1  name
            NM1 R 1  01=QC 02=1 {_PERSON}
{indented(_CLAIM.replace("{level}", "E").replace("{usage}", "R *"), 10)}
SE R 1  01 02
"""


@cache
def guide() -> Guide:
    """The compiled guide."""
    return compile_guide(
        set="276",
        transaction="276",
        family="005010X212",
        functional_id="HR",
        release="005010X212",
        text=_TEXT,
    )
