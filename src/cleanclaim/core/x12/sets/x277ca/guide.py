"""How is a claim acknowledgment laid out? The loops, segments and values of 005010X214.

2000A who answers (2100A), with the dates of the batch (2200A)
  2000B who sent (2100B), with the verdict on the batch (2200B)
    2000C billing provider (2100C), with the verdict on its claims (2200C)
      2000D patient (2100D)
        2200D one claim
          2220D one line of it
"""

from functools import cache

from cleanclaim.core.x12.grammar import Guide, compile_guide

_STC = "01(1 2 3?) 02 03=U,WQ 04 10?(1 2 3?) 11?(1 2 3?)"
_STC_CLAIM = "01(1 2 3? 4?) 02 03=U,WQ 04 10?(1 2 3? 4?) 11?(1 2 3? 4?) 12?"
_PERSON = "03 04? 05? 07?"

_TEXT = f"""
ST R 1  01=277 02 03
BHT R 1  01=0085 02=08 03 04 05 06=TH
@2000A R 1  who answers
  HL R 1  01 03!=20 04=1
  @2100A R 1  name
    NM1 R 1  01=AY,PR 02=2 03 08=46,FI,PI,XV 09
  @2200A R 1  dates of the batch
    TRN R 1  01=1 02
    DTP R 1  01!=050 02=D8 03@02 ; received
    DTP R 1  01!=009 02=D8 03@02 ; processed
  @2000B R 1  who sent
    HL R 1  01 02 03!=21 04=0,1
    @2100B R 1  name
      NM1 R 1  01=41 02=1,2 {_PERSON} 08=46 09
    @2200B R 1  the batch
      TRN R 1  01=2 02
      STC R *  {_STC}
      QTY S 1  01!=90 02 ; accepted
      QTY S 1  01!=AA 02 ; rejected
      AMT S 1  01!=YU 02 ; accepted
      AMT S 1  01!=YY 02 ; rejected
    @2000C S *  billing provider
      HL R 1  01 02 03!=19 04=0,1
      @2100C R 1  name
        NM1 R 1  01=85 02=1,2 {_PERSON} 08?=FI,XX 09?
      @2200C S 1  the provider's claims
        TRN R 1  01=1 02
        STC S *  {_STC.replace("02 03", "02? 03")}
        REF S 3  01=0B,1G,G2,LU,SY,TJ 02
        QTY S 1  01!=QA 02 ; accepted
        QTY S 1  01!=QC 02 ; rejected
        AMT S 1  01!=YU 02 ; accepted
        AMT S 1  01!=YY 02 ; rejected
      @2000D S *  patient
        HL R 1  01 02 03!=PT
        @2100D R 1  name
          NM1 R 1  01=QC 02=1 {_PERSON} 08=II,MI 09
        @2200D R *  claim
          TRN R 1  01=2 02
          STC R *  {_STC_CLAIM}
          REF S 3  01!=1K 02 ; payer claim control number
          REF S 1  01!=D9 02 ; clearinghouse's claim number
          REF S 1  01!=BLT 02 ; type of bill
          DTP S 1  01=472 02=D8,RD8 03@02
          @2220D S *  line
            SVC R 1  01(1=AD,ER,HC,HP,IV,NU,WK 2 3? 4? 5? 6?) 02 04? 07?
            STC R *  {_STC_CLAIM.replace("04", "04?", 1)}
            REF S 1  01!=FJ 02 ; line control number
            REF S 1  01!=XZ 02 ; prescription
            DTP S 1  01=472 02=D8,RD8 03@02
SE R 1  01 02
"""


@cache
def guide() -> Guide:
    """The compiled guide."""
    return compile_guide(
        set="277CA",
        transaction="277",
        family="005010X214",
        functional_id="HN",
        release="005010X214",
        text=_TEXT,
    )
