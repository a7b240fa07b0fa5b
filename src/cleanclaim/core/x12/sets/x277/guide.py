"""How is the answer to a claim status request laid out? Loops, segments and values of 005010X212.

2000A payer (2100A)
  2000B information receiver (2100B): 2200B its trace and status
    2000C service provider (2100C): 2200C its trace and status
      2000D subscriber (2100D): 2200D claim, 2220D line
        2000E dependent (2100E): 2200E claim, 2220E line
"""

from functools import cache

from cleanclaim.core.x12.grammar import Guide, compile_guide, indented

_STATUS = "01(1 2 3? 4?) 02 03? 04? 05? 06? 08? 09? 10?(1 2 3? 4?) 11?(1 2 3? 4?)"
_HIGHER = "01(1 2 3?) 02 10?(1 2 3?) 11?(1 2 3?)"
_CLAIM = """
@2200{level} {usage}  claim
  TRN R 1  01=2 02
  STC R *  {status}
  REF S 1  01!=1K 02 ; payer claim control number
  REF S 1  01!=BLT 02 ; type of bill
  REF S 1  01!=EJ 02 ; patient control number
  REF S 1  01!=XZ 02 ; prescription
  REF S 1  01!=VV 02 ; voucher
  REF S 1  01!=D9 02 ; clearinghouse's claim number
  DTP S 1  01=472 02=D8,RD8 03@02
  @2220{level} S *  line
    SVC R 1  01(1=AD,ER,HC,HP,IV,N4,NU,WK 2 3? 4? 5? 6?) 02 03? 04? 07?
    STC R *  {status}
    REF S 1  01=FJ 02
    DTP R 1  01=472 02=D8,RD8 03@02
""".replace("{status}", _STATUS)

_TEXT = f"""
ST R 1  01=277 02 03
BHT R 1  01=0010 02=08 03 04 05 06=DG
@2000A R *  payer
  HL R 1  01 03!=20 04=1
  @2100A R 1  name
    NM1 R 1  01=PR 02=2 03 08=PI,XV 09
    PER S 1  01=IC 02? 03=ED,EM,FX,TE 04 05?=ED,EM,EX,FX,TE 06? 07?=ED,EM,EX,FX,TE 08?
  @2000B R *  information receiver
    HL R 1  01 02 03!=21 04=0,1
    @2100B R 1  name
      NM1 R 1  01=41 02=1,2 03? 04? 05? 08=46 09
    @2200B S 1  status of the receiver
      TRN R 1  01=2 02
      STC R *  {_HIGHER}
    @2000C S *  service provider
      HL R 1  01 02 03!=19 04=0,1
      @2100C R 2  name
        NM1 R 1  01=1P 02=1,2 03? 04? 05? 07? 08=FI,SV,XX 09
      @2200C S 1  status of the provider
        TRN R 1  01=2 02
        STC R *  {_HIGHER}
      @2000D S *  subscriber
        HL R 1  01 02 03!=22 04=0,1
        @2100D R 1  name
          NM1 R 1  01=IL 02=1,2 03 04? 05? 07? 08=24,II,MI 09
{indented(_CLAIM.replace("{level}", "D").replace("{usage}", "S *"), 8)}
        @2000E S *  dependent
          HL R 1  01 02 03!=23
          @2100E R 1  name
            NM1 R 1  01=QC 02=1 03 04? 05? 07?
{indented(_CLAIM.replace("{level}", "E").replace("{usage}", "R *"), 10)}
SE R 1  01 02
"""


@cache
def guide() -> Guide:
    """The compiled guide."""
    return compile_guide(
        set="277",
        transaction="277",
        family="005010X212",
        functional_id="HN",
        release="005010X212",
        text=_TEXT,
    )
