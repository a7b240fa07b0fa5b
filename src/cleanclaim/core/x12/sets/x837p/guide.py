"""How is a professional claim laid out? Loops, segments and values of 005010X222 and its errata.

1000A submitter   1000B receiver
2000A billing provider
  2010AA name   2010AB pay-to address   2010AC pay-to plan
  2000B subscriber
    2010BA name   2010BB payer
    2300 claim  (here, where the subscriber is the patient)
      2310A–F providers and places   2320 other coverage (2330A–G)
      2400 service line
        2410 drug   2420A–H providers and places   2430 adjudication   2440 form
    2000C patient
      2010CA name   2300 claim …
"""

# ruff: noqa: E501 -- the rows of a table are not broken

from functools import cache

from cleanclaim.core.x12.grammar import Guide, compile_guide, indented

_SEQUENCE = "A,B,C,D,E,F,G,H,P,S,T,U"
_FILING = "11,12,13,14,15,16,17,AM,BL,CH,CI,DS,FI,HM,LM,MA,MB,MC,OF,TV,VA,WC,ZZ"
_REPORT = (
    "03,04,05,06,07,08,09,10,11,13,15,21,A3,A4,AM,AS,B2,B3,B4,BR,BS,BT,CB,CK,CT,D2,DA,DB,DG,DJ,DS,EB,HC,HR,I5,IR,"
    "LA,M1,MT,NN,OB,OC,OD,OE,OX,OZ,P4,P5,PE,PN,PO,PQ,PY,PZ,RB,RR,RT,RX,SG,V5,XP"
)
_PROCEDURE = "1=ER,HC,IV,WK 2 3? 4? 5? 6? 7?"
_CAS = "01=CO,CR,OA,PI,PR 02 03 04? 05? 06? 07? 08? 09? 10? 11? 12? 13? 14? 15? 16? 17? 18? 19?"
_PLACE = "01 02? 03? 04? 07?"
_PERSON = "03 04? 05? 07?"
_CONTACT = "01=IC 02? 03=EM,FX,TE 04 05?=EM,EX,FX,TE 06? 07?=EM,EX,FX,TE 08?"
_CALL = "01=IC 02? 03=TE 04 05?=EX 06?"
_HI_OTHER = " ".join(f"{place:02d}?(1=BF,ABF 2)" for place in range(2, 13))
_HI_CONDITION = " ".join(f"{place:02d}?(1=BG 2)" for place in range(2, 13))
_HCP = (
    "01=00,01,02,03,04,05,07,08,09,10,11,12,13,14 02 03? 04? 05? 06? 07? 13?=T1,T2,T3,T4,T5,T6 "
    "14?=1,2,3,4,5 15?=1,2,3,4,5,6"
)
_HCP_LINE = _HCP.replace(" 13?", " 09?=ER,HC,IV,WK 10? 11?=MJ,UN 12? 13?").replace("05,07", "05,06,07")

_CLAIM = f"""
@2300 S 100  claim
  CLM R 1  01 02 05(1 2=B 3) 06=N,Y 07=A,B,C 08=N,W,Y 09=I,Y 10?=P 11?(1=AA,EM,OA 2?=AA,EM,OA 4? 5?) 12?=02,03,05,09 20?=1,2,3,4,5,6,7,8,9,10,11,15
  DTP S 1  01!=431 02=D8 03@02 ; onset of current illness
  DTP S 1  01!=454 02=D8 03@02 ; initial treatment
  DTP S 1  01!=304 02=D8 03@02 ; last seen
  DTP S 1  01!=453 02=D8 03@02 ; acute manifestation
  DTP S 1  01!=439 02=D8 03@02 ; accident
  DTP S 1  01!=484 02=D8 03@02 ; last menstrual period
  DTP S 1  01!=455 02=D8 03@02 ; last X-ray
  DTP S 1  01!=471 02=D8 03@02 ; hearing and vision prescription
  DTP S 1  01!=314,360,361 02=D8,RD8 03@02 ; disability
  DTP S 1  01!=297 02=D8 03@02 ; last worked
  DTP S 1  01!=296 02=D8 03@02 ; authorized return to work
  DTP S 1  01!=435 02=D8 03@02 ; admission
  DTP S 1  01!=096 02=D8 03@02 ; discharge
  DTP S 2  01!=090,091 02=D8 03@02 ; assumed and relinquished care
  DTP S 1  01!=444 02=D8 03@02 ; first contact
  DTP S 1  01!=050 02=D8 03@02 ; repricer received
  PWK S 10  01={_REPORT} 02=AA,BM,EL,EM,FT,FX 05?=AC 06?<2-50>
  CN1 S 1  01=01,02,03,04,05,06,09 02? 03? 04? 05? 06?
  AMT S 1  01!=F5 02 ; patient paid
  REF S 1  01!=4N 02=1,2,3,4,5,6,7 ; service authorization exception
  REF S 1  01!=F5 02=N,Y ; mandatory Medicare crossover
  REF S 1  01!=EW 02 ; mammography certification
  REF S 1  01!=9F 02 ; referral
  REF S 1  01!=G1 02 ; prior authorization
  REF S 1  01!=F8 02 ; payer claim control number
  REF S 1  01!=X4 02 ; CLIA
  REF S 1  01!=9A 02 ; repriced claim
  REF S 1  01!=9C 02 ; adjusted repriced claim
  REF S 1  01!=LX 02 ; investigational device
  REF S 1  01!=D9 02 ; claim number of the clearinghouse
  REF S 1  01!=EA 02 ; medical record
  REF S 1  01!=P4 02 ; demonstration project
  REF S 1  01!=1J 02 ; care plan oversight
  K3 S 10  01
  NTE S 1  01=ADD,CER,DCP,DGN,TPO 02
  CR1 S 1  01?=LB 02? 04=A,B,C,D,E 05=DH 06 09? 10?
  CR2 S 1  08=A,C,D,E,F,G,M 10? 11?
  CRC S 3  01!=07 02=N,Y 03=01,04,05,06,07,08,09,12 04?=01,04,05,06,07,08,09,12 05?=01,04,05,06,07,08,09,12 06?=01,04,05,06,07,08,09,12 07?=01,04,05,06,07,08,09,12 ; ambulance
  CRC S 3  01!=E1,E2,E3 02=N,Y 03=L1,L2,L3,L4,L5 04?=L1,L2,L3,L4,L5 05?=L1,L2,L3,L4,L5 06?=L1,L2,L3,L4,L5 07?=L1,L2,L3,L4,L5 ; vision
  CRC S 1  01!=75 02=Y 03=IH ; homebound
  CRC S 1  01!=ZZ 02=N,Y 03=AV,NU,S2,ST 04?=AV,NU,S2,ST 05?=AV,NU,S2,ST ; EPSDT referral
  HI R 1  01(1!=BK,ABK 2) {_HI_OTHER} ; diagnoses
  HI S 1  01(1!=BP 2) 02?(1=BO 2) ; anesthesia procedures
  HI S 2  01(1!=BG 2) {_HI_CONDITION} ; condition codes
  HCP S 1  {_HCP}
  @2310A S 2  referring provider
    NM1 R 1  01!=DN,P3 02=1 {_PERSON} 08?=XX 09?
    REF S 3  01=0B,1G,G2 02
  @2310B S 1  rendering provider
    NM1 R 1  01!=82 02=1,2 {_PERSON} 08?=XX 09?
    PRV S 1  01=PE 02=PXC 03
    REF S 4  01=0B,1G,G2,LU 02
  @2310C S 1  service facility
    NM1 R 1  01!=77 02=2 03 08?=XX 09?
    N3 R 1  01 02?
    N4 R 1  {_PLACE}
    REF S 3  01=0B,G2,LU 02
    PER S 1  {_CALL}
  @2310D S 1  supervising provider
    NM1 R 1  01!=DQ 02=1 {_PERSON} 08?=XX 09?
    REF S 4  01=0B,1G,G2,LU 02
  @2310E S 1  ambulance pick-up
    NM1 R 1  01!=PW 02=2
    N3 R 1  01 02?
    N4 R 1  {_PLACE}
  @2310F S 1  ambulance drop-off
    NM1 R 1  01!=45 02=2 03?
    N3 R 1  01 02?
    N4 R 1  {_PLACE}
  @2320 S 10  other coverage
    SBR R 1  01={_SEQUENCE} 02=01,18,19,20,21,39,40,53,G8 03? 04? 05?=12,13,14,15,16,41,42,43,47 09?={_FILING}
    CAS S 5  {_CAS}
    AMT S 1  01!=D 02 ; paid by the other payer
    AMT S 1  01!=A8 02 ; not covered
    AMT S 1  01!=EAF 02 ; remaining liability
    OI R 1  03=N,W,Y 04?=P 06=I,Y
    MOA S 1  01? 02? 03? 04? 05? 06? 07? 08? 09?
    @2330A R 1  other subscriber
      NM1 R 1  01!=IL 02=1,2 {_PERSON} 08=II,MI 09
      N3 S 1  01 02?
      N4 S 1  {_PLACE}
      REF S 1  01=SY 02
    @2330B R 1  other payer
      NM1 R 1  01!=PR 02=2 03 08=PI,XV 09
      N3 S 1  01 02?
      N4 S 1  {_PLACE}
      DTP S 1  01=573 02=D8 03@02
      REF S 2  01!=2U,EI,FY,NF 02
      REF S 1  01!=G1 02
      REF S 1  01!=9F 02
      REF S 1  01!=T4 02=Y
      REF S 1  01!=F8 02
    @2330C S 2  other payer's referring provider
      NM1 R 1  01!=DN,P3 02=1
      REF R 3  01=0B,1G,G2 02
    @2330D S 1  other payer's rendering provider
      NM1 R 1  01!=82 02=1,2
      REF R 3  01=0B,1G,G2,LU 02
    @2330E S 1  other payer's service facility
      NM1 R 1  01!=77 02=2
      REF R 3  01=0B,G2,LU 02
    @2330F S 1  other payer's supervising provider
      NM1 R 1  01!=DQ 02=1
      REF R 3  01=0B,1G,G2,LU 02
    @2330G S 1  other payer's billing provider
      NM1 R 1  01!=85 02=1,2
      REF R 2  01=G2,LU 02
  @2400 R 50  service line
    LX R 1  01
    SV1 R 1  01({_PROCEDURE}) 02 03=MJ,UN 04 05?<1-2> 07(1 2? 3? 4?) 09?=Y 11?=Y 12?=Y 15?=0
    SV5 S 1  01(1=HC 2) 02=DA 03 04 05 06=1,4,6
    PWK S 10  01={_REPORT} 02=AA,AB,AD,AF,AG,BM,EL,EM,FT,FX,NS 05?=AC 06?<2-50>
    CR1 S 1  01?=LB 02? 04=A,B,C,D,E 05=DH 06 09? 10?
    CR3 S 1  01=I,R,S 02=MO 03
    CRC S 3  01!=07 02=N,Y 03=01,04,05,06,07,08,09,12 04?=01,04,05,06,07,08,09,12 05?=01,04,05,06,07,08,09,12 06?=01,04,05,06,07,08,09,12 07?=01,04,05,06,07,08,09,12 ; ambulance
    CRC S 1  01!=70 02=N,Y 03=65 ; hospice employed provider
    CRC S 1  01!=09 02=N,Y 03=38,ZV 04?=38,ZV ; equipment
    DTP R 1  01!=472 02=D8,RD8 03@02 ; service
    DTP S 1  01!=471 02=D8 03@02 ; prescription
    DTP S 1  01!=607 02=D8 03@02 ; certification revised
    DTP S 1  01!=463 02=D8 03@02 ; begin therapy
    DTP S 1  01!=461 02=D8 03@02 ; last certification
    DTP S 1  01!=304 02=D8 03@02 ; last seen
    DTP S 2  01!=738,739 02=D8 03@02 ; test performed
    DTP S 1  01!=011 02=D8 03@02 ; shipped
    DTP S 1  01!=455 02=D8 03@02 ; last X-ray
    DTP S 1  01!=454 02=D8 03@02 ; initial treatment
    QTY S 1  01!=PT 02 ; patients in the ambulance
    QTY S 1  01!=FL 02 ; obstetric units
    MEA S 5  01=OG,TR 02=HT,R1,R2,R3,R4 03
    CN1 S 1  01=01,02,03,04,05,06,09 02? 03? 04? 05? 06?
    REF S 1  01!=9B 02 ; repriced line
    REF S 1  01!=9D 02 ; adjusted repriced line
    REF S 5  01!=G1 02 04?(1=2U 2) ; prior authorization
    REF S 1  01!=6R 02 ; line control number
    REF S 1  01!=EW 02 ; mammography certification
    REF S 1  01!=X4 02 ; CLIA
    REF S 1  01!=F4 02 ; referring CLIA
    REF S 1  01!=BT 02 ; immunization batch
    REF S 5  01!=9F 02 04?(1=2U 2) ; referral
    AMT S 1  01!=T 02 ; sales tax
    AMT S 1  01!=F4 02 ; postage
    K3 S 10  01
    NTE S 1  01!=ADD,DCP 02
    NTE S 1  01!=TPO 02
    PS1 S 1  01 02
    HCP S 1  {_HCP_LINE}
    @2410 S 1  drug
      LIN R 1  02=EN,EO,HI,N4,ON,UK,UP 03
      CTP R 1  04 05(1=F2,GR,ME,ML,UN)
      REF S 1  01=VY,XZ 02
    @2420A S 1  rendering provider
      NM1 R 1  01!=82 02=1,2 {_PERSON} 08?=XX 09?
      PRV S 1  01=PE 02=PXC 03
      REF S 20  01=0B,1G,G2,LU 02 04?(1=2U 2)
    @2420B S 1  purchased service provider
      NM1 R 1  01!=QB 02=1,2 08?=XX 09?
      REF S 20  01=0B,1G,G2 02 04?(1=2U 2)
    @2420C S 1  service facility
      NM1 R 1  01!=77 02=2 03 08?=XX 09?
      N3 R 1  01 02?
      N4 R 1  {_PLACE}
      REF S 3  01=G2,LU 02 04?(1=2U 2)
    @2420D S 1  supervising provider
      NM1 R 1  01!=DQ 02=1 {_PERSON} 08?=XX 09?
      REF S 20  01=0B,1G,G2,LU 02 04?(1=2U 2)
    @2420E S 1  ordering provider
      NM1 R 1  01!=DK 02=1 {_PERSON} 08?=XX 09?
      N3 S 1  01 02?
      N4 S 1  {_PLACE}
      REF S 20  01=0B,1G,G2 02 04?(1=2U 2)
      PER S 1  {_CONTACT}
    @2420F S 2  referring provider
      NM1 R 1  01!=DN,P3 02=1 {_PERSON} 08?=XX 09?
      REF S 20  01=0B,1G,G2 02 04?(1=2U 2)
    @2420G S 1  ambulance pick-up
      NM1 R 1  01!=PW 02=2
      N3 R 1  01 02?
      N4 R 1  {_PLACE}
    @2420H S 1  ambulance drop-off
      NM1 R 1  01!=45 02=2 03?
      N3 R 1  01 02?
      N4 R 1  {_PLACE}
    @2430 S 15  what another payer did with the line
      SVD R 1  01 02 03({_PROCEDURE}) 05 06?
      CAS S 5  {_CAS}
      DTP R 1  01=573 02=D8 03@02
      AMT S 1  01=EAF 02
    @2440 S *  supporting form
      LQ R 1  01=AS,UT 02
      FRM R 99  01 02?=N,W,Y 03? 04? 05?
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
    NM1 R 1  01!=85 02=1,2 {_PERSON} 08?=XX 09?
    N3 R 1  01 02?
    N4 R 1  {_PLACE}
    REF R 1  01!=EI,SY 02 ; tax number
    REF S 2  01!=0B,1G 02
    PER S 2  {_CONTACT}
  @2010AB S 1  pay-to address
    NM1 R 1  01!=87 02=1,2
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
    SBR R 1  01={_SEQUENCE} 02?=18 03? 04? 05?=12,13,14,15,16,41,42,43,47 09?={_FILING}
    PAT S 1  05?=D8 06?@05 07?=01 08? 09?=Y
    @2010BA R 1  subscriber name
      NM1 R 1  01!=IL 02=1,2 {_PERSON} 08?=II,MI 09?
      N3 S 1  01 02?
      N4 S 1  {_PLACE}
      DMG S 1  01=D8 02@01 03=F,M,U
      REF S 1  01!=SY 02
      REF S 1  01!=Y4 02
      PER S 1  {_CALL}
    @2010BB R 1  payer
      NM1 R 1  01!=PR 02=2 03 08=PI,XV 09
      N3 S 1  01 02?
      N4 S 1  {_PLACE}
      REF S 3  01!=2U,EI,FY,NF 02
      REF S 2  01!=G2,LU 02
{indented(_CLAIM, 4)}
    @2000C S *  patient
      HL R 1  01 02 03!=23 04=0
      PAT R 1  01=01,19,20,21,39,40,53,G8 05?=D8 06?@05 07?=01 08? 09?=Y
      @2010CA R 1  patient name
        NM1 R 1  01!=QC 02=1 {_PERSON}
        N3 R 1  01 02?
        N4 R 1  {_PLACE}
        DMG R 1  01=D8 02@01 03=F,M,U
        REF S 1  01!=Y4 02
        REF S 1  01!=1W,SY 02
        PER S 1  {_CALL}
{indented(_CLAIM.replace("@2300 S 100", "@2300 R 100"), 6)}
SE R 1  01 02
"""


@cache
def guide() -> Guide:
    """The compiled guide."""
    return compile_guide(
        set="837P",
        transaction="837",
        family="005010X222",
        functional_id="HC",
        release="005010X222A1",
        text=_TEXT,
    )
