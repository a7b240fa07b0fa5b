"""How is an institutional claim laid out? Loops, segments and values of 005010X223 and its errata.

1000A submitter   1000B receiver
2000A billing provider
  2010AA name   2010AB pay-to address   2010AC pay-to plan
  2000B subscriber
    2010BA name   2010BB payer
    2300 claim  (here, where the subscriber is the patient)
      2310A–F providers and facility   2320 other coverage (2330A–I)
      2400 service line
        2410 drug   2420A–D providers   2430 adjudication
    2000C patient
      2010CA name   2300 claim …
"""

from functools import cache

from cleanclaim.core.x12.grammar import Guide, compile_guide, indented

_SEQUENCE = "A,B,C,D,E,F,G,H,P,S,T,U"
_FILING = "11,12,13,14,15,16,17,AM,BL,CH,CI,DS,FI,HM,LM,MA,MB,MC,OF,TV,VA,WC,ZZ"
_REPORT = (
    "03,04,05,06,07,08,09,10,11,13,15,21,A3,A4,AM,AS,B2,B3,B4,BR,BS,BT,CB,CK,CT,D2,DA,DB,DG,DJ,DS,EB,HC,HR,I5,IR,"
    "LA,M1,MT,NN,OB,OC,OD,OE,OX,OZ,P4,P5,PE,PN,PO,PQ,PY,PZ,RB,RR,RT,RX,SG,V5,XP"
)
_CAS = "01=CO,CR,OA,PI,PR 02 03 04? 05? 06? 07? 08? 09? 10? 11? 12? 13? 14? 15? 16? 17? 18? 19?"
_PLACE = "01 02? 03? 04? 07?"
_PERSON = "03 04? 05? 07?"
_CONTACT = "01=IC 02? 03=EM,FX,TE 04 05?=EM,EX,FX,TE 06? 07?=EM,EX,FX,TE 08?"
_HCP = (
    "01=00,01,02,03,04,05,06,07,08,09,10,11,12,13,14 02 03? 04? 05? 06? 07? 08? 11?=DA,UN 12? "
    "13?=T1,T2,T3,T4,T5,T6 14?=1,2,3,4,5 15?=1,2,3,4,5,6"
)
_HCP_LINE = _HCP.replace(" 11?=", " 09?=ER,HC,HP,IV,WK 10? 11?=")


def _codes(segment: str, first: str, other: str, inside: str, most: int) -> str:
    """An HI whose composites all look alike."""
    rest = " ".join(f"{place:02d}?(1={other} {inside})" for place in range(2, most + 1))
    return f"HI {segment}  01(1!={first} {inside}) {rest}".rstrip()


_HI = "\n  ".join(
    (
        _codes("R 1", "BK,ABK", "", "2 9?=N,U,W,Y", 1) + " ; principal diagnosis",
        _codes("S 1", "BJ,ABJ", "", "2", 1) + " ; admitting diagnosis",
        _codes("S 1", "PR,APR", "PR,APR", "2", 3) + " ; reason for the visit",
        _codes("S 1", "BN,ABN", "BN,ABN", "2 9?=N,U,W,Y", 12) + " ; external cause",
        _codes("S 1", "DR", "", "2", 1) + " ; diagnosis related group",
        _codes("S 2", "BF,ABF", "BF,ABF", "2 9?=N,U,W,Y", 12) + " ; other diagnoses",
        _codes("S 1", "BBR,BR,CAH", "", "2 3=D8 4@3", 1) + " ; principal procedure",
        _codes("S 2", "BBQ,BQ", "BBQ,BQ", "2 3=D8 4@3", 12) + " ; other procedures",
        _codes("S 2", "BI", "BI", "2 3=RD8 4@3", 12) + " ; occurrence spans",
        _codes("S 2", "BH", "BH", "2 3=D8 4@3", 12) + " ; occurrences",
        _codes("S 2", "BE", "BE", "2 5", 12) + " ; values",
        _codes("S 2", "BG", "BG", "2", 12) + " ; conditions",
        _codes("S 2", "TC", "TC", "2", 12) + " ; treatment codes",
    )
)

_CLAIM = f"""
@2300 S 100  claim
  CLM R 1  01 02 05(1 2=A 3) 06?=N,Y 07=A,B,C 08=N,W,Y 09=I,Y 20?=1,2,3,4,5,6,7,8,9,10,11,15
  DTP S 1  01!=096 02=TM 03@02 ; discharge hour
  DTP R 1  01!=434 02=D8,RD8 03@02 ; statement
  DTP S 1  01!=435 02=D8,DT 03@02 ; admission
  DTP S 1  01!=050 02=D8 03@02 ; repricer received
  CL1 R 1  01? 02? 03
  PWK S 10  01={_REPORT} 02=AA,BM,EL,EM,FT,FX 05?=AC 06?<2-50>
  CN1 S 1  01=01,02,03,04,05,06,09 02? 03? 04? 05? 06?
  AMT S 1  01!=F3 02 ; patient's estimated share
  REF S 1  01!=4N 02 ; service authorization exception
  REF S 1  01!=9F 02 ; referral
  REF S 1  01!=G1 02 ; prior authorization
  REF S 1  01!=F8 02 ; payer claim control number
  REF S 1  01!=9A 02 ; repriced claim
  REF S 1  01!=9C 02 ; adjusted repriced claim
  REF S 5  01!=LX 02 ; investigational device
  REF S 1  01!=D9 02 ; claim number of the clearinghouse
  REF S 1  01!=LU 02 ; accident state
  REF S 1  01!=EA 02 ; medical record
  REF S 1  01!=P4 02 ; demonstration project
  REF S 1  01!=G4 02 ; peer review authorization
  K3 S 10  01
  NTE S 10  01!=ALG,DCP,DGN,DME,MED,NTR,ODT,RHB,RLH,RNH,SET,SFM,SPT,UPI 02
  NTE S 1  01!=ADD 02
  CRC S 1  01=ZZ 02=N,Y 03=AV,NU,S2,ST 04?=AV,NU,S2,ST 05?=AV,NU,S2,ST
  {_HI}
  HCP S 1  {_HCP}
  @2310A S 1  attending provider
    NM1 R 1  01!=71 02=1 {_PERSON} 08?=XX 09?
    PRV S 1  01=AT 02=PXC 03
    REF S 4  01=0B,1G,G2,LU 02
  @2310B S 1  operating physician
    NM1 R 1  01!=72 02=1 {_PERSON} 08?=XX 09?
    REF S 4  01=0B,1G,G2,LU 02
  @2310C S 1  other operating physician
    NM1 R 1  01!=ZZ 02=1 {_PERSON} 08?=XX 09?
    REF S 4  01=0B,1G,G2,LU 02
  @2310D S 1  rendering provider
    NM1 R 1  01!=82 02=1 {_PERSON} 08?=XX 09?
    REF S 4  01=0B,1G,G2,LU 02
  @2310E S 1  service facility
    NM1 R 1  01!=77 02=2 03 08?=XX 09?
    N3 R 1  01 02?
    N4 R 1  {_PLACE}
    REF S 3  01=0B,G2,LU 02
  @2310F S 1  referring provider
    NM1 R 1  01!=DN 02=1 {_PERSON} 08?=XX 09?
    REF S 3  01=0B,1G,G2 02
  @2320 S 10  other coverage
    SBR R 1  01={_SEQUENCE} 02=01,18,19,20,21,39,40,53,G8 03? 04? 09?={_FILING}
    CAS S 5  {_CAS}
    AMT S 1  01!=D 02 ; paid by the other payer
    AMT S 1  01!=EAF 02 ; remaining liability
    AMT S 1  01!=A8 02 ; not covered
    OI R 1  03=N,W,Y 06=I,Y
    MIA S 1  01 02? 03? 04? 05? 06? 07? 08? 09? 10? 11? 12? 13? 14? 15? 16? 17? 18? 19? 20? 21? 22? 23? 24?
    MOA S 1  01? 02? 03? 04? 05? 06? 07? 08? 09?
    @2330A R 1  other subscriber
      NM1 R 1  01!=IL 02=1,2 {_PERSON} 08=II,MI 09
      N3 S 1  01 02?
      N4 S 1  {_PLACE}
      REF S 2  01=SY 02
    @2330B R 1  other payer
      NM1 R 1  01!=PR 02=2 03 08=PI,XV 09
      N3 S 1  01 02?
      N4 S 1  {_PLACE}
      DTP S 1  01=573 02=D8 03@02
      REF S 2  01!=2U,EI,FY,NF 02
      REF S 1  01!=G1 02
      REF S 1  01!=9F 02
      REF S 1  01!=T4 02
      REF S 1  01!=F8 02
    @2330C S 1  other payer's attending provider
      NM1 R 1  01!=71 02=1
      REF R 4  01=0B,1G,G2,LU 02
    @2330D S 1  other payer's operating physician
      NM1 R 1  01!=72 02=1
      REF R 4  01=0B,1G,G2,LU 02
    @2330E S 1  other payer's other operating physician
      NM1 R 1  01!=ZZ 02=1
      REF R 4  01=0B,1G,G2,LU 02
    @2330F S 1  other payer's service facility
      NM1 R 1  01!=77 02=2
      REF R 3  01=0B,G2,LU 02
    @2330G S 1  other payer's rendering provider
      NM1 R 1  01!=82 02=1
      REF R 4  01=0B,1G,G2,LU 02
    @2330H S 1  other payer's referring provider
      NM1 R 1  01!=DN 02=1
      REF R 3  01=0B,1G,G2 02
    @2330I S 1  other payer's billing provider
      NM1 R 1  01!=85 02=2
      REF R 2  01=G2,LU 02
  @2400 R 999  service line
    LX R 1  01
    SV2 R 1  01 02?(1=ER,HC,HP,IV,WK 2 3? 4? 5? 6? 7?) 03 04=DA,UN 05 07?
    PWK S 10  01={_REPORT} 02=AA,BM,EL,EM,FT,FX 05?=AC 06?<2-50>
    DTP S 1  01=472 02=D8,RD8 03@02
    REF S 1  01!=6R 02 ; line control number
    REF S 1  01!=9B 02 ; repriced line
    REF S 1  01!=9D 02 ; adjusted repriced line
    AMT S 1  01!=GT 02 ; service tax
    AMT S 1  01!=N8 02 ; facility tax
    NTE S 1  01=TPO 02
    HCP S 1  {_HCP_LINE}
    @2410 S 1  drug
      LIN R 1  02=N4 03
      CTP R 1  04 05(1=F2,GR,ME,ML,UN)
      REF S 1  01=VY,XZ 02
    @2420A S 1  operating physician
      NM1 R 1  01!=72 02=1 {_PERSON} 08?=XX 09?
      REF S 20  01=0B,1G,G2,LU 02 04?(1=2U 2)
    @2420B S 1  other operating physician
      NM1 R 1  01!=ZZ 02=1 {_PERSON} 08?=XX 09?
      REF S 20  01=0B,1G,G2,LU 02 04?(1=2U 2)
    @2420C S 1  rendering provider
      NM1 R 1  01!=82 02=1 {_PERSON} 08?=XX 09?
      REF S 20  01=0B,1G,G2,LU 02 04?(1=2U 2)
    @2420D S 1  referring provider
      NM1 R 1  01!=DN 02=1 {_PERSON} 08?=XX 09?
      REF S 20  01=0B,1G,G2 02 04?(1=2U 2)
    @2430 S 15  what another payer did with the line
      SVD R 1  01 02 03?(1=ER,HC,HP,IV,WK 2 3? 4? 5? 6? 7?) 04 05 06?
      CAS S 5  {_CAS}
      DTP R 1  01=573 02=D8 03@02
      AMT S 1  01=EAF 02
"""

_TEXT = f"""
ST R 1  01=837 02 03
BHT R 1  01=0019 02=00,18 03 04 05 06=31,CH,RP
@1000A R 1  submitter
  NM1 R 1  01!=41 02=1,2 03 04? 05? 08=46 09
  PER R 2  {_CONTACT}
@1000B R 1  receiver
  NM1 R 1  01!=40 02=2 03 08=46 09
@2000A R *  billing provider
  HL R 1  01 03!=20 04=1
  PRV S 1  01=BI 02=PXC 03
  CUR S 1  01=85 02
  @2010AA R 1  billing provider name
    NM1 R 1  01!=85 02=2 03 08?=XX 09?
    N3 R 1  01 02?
    N4 R 1  {_PLACE}
    REF R 1  01!=EI 02 ; tax number
    PER S 2  {_CONTACT}
  @2010AB S 1  pay-to address
    NM1 R 1  01!=87 02=2
    N3 R 1  01 02?
    N4 R 1  {_PLACE}
  @2010AC S 1  pay-to plan
    NM1 R 1  01!=PE 02=2 03 08=PI,XV 09
    N3 R 1  01 02?
    N4 R 1  {_PLACE}
    REF S 1  01!=2U,FY,NF 02
    REF R 1  01!=EI 02
  @2000B R *  subscriber
    HL R 1  01 02 03!=22 04=0,1
    SBR R 1  01={_SEQUENCE} 02?=18 03? 04? 09?={_FILING}
    @2010BA R 1  subscriber name
      NM1 R 1  01!=IL 02=1,2 {_PERSON} 08?=II,MI 09?
      N3 S 1  01 02?
      N4 S 1  {_PLACE}
      DMG S 1  01=D8 02@01 03=F,M,U
      REF S 1  01!=SY 02
      REF S 1  01!=Y4 02
    @2010BB R 1  payer
      NM1 R 1  01!=PR 02=2 03 08=PI,XV 09
      N3 S 1  01 02?
      N4 S 1  {_PLACE}
      REF S 3  01!=2U,EI,FY,NF 02
      REF S 2  01!=G2,LU 02
{indented(_CLAIM, 4)}
    @2000C S *  patient
      HL R 1  01 02 03!=23 04=0
      PAT R 1  01=01,19,20,21,39,40,53,G8
      @2010CA R 1  patient name
        NM1 R 1  01!=QC 02=1 {_PERSON}
        N3 R 1  01 02?
        N4 R 1  {_PLACE}
        DMG R 1  01=D8 02@01 03=F,M,U
        REF S 1  01!=Y4 02
        REF S 1  01!=1W,SY 02
{indented(_CLAIM.replace("@2300 S 100", "@2300 R 100"), 6)}
SE R 1  01 02
"""


@cache
def guide() -> Guide:
    """The compiled guide."""
    return compile_guide(
        set="837I",
        transaction="837",
        family="005010X223",
        functional_id="HC",
        release="005010X223A2",
        text=_TEXT,
    )
