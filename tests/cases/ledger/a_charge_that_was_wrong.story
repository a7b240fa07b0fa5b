charge   E1  99215                                         250.00
void     E1
balance  primary 0.00
account  patient_revenue 0.00
charge   E2  99214                                         200.00
balance  primary 200.00
