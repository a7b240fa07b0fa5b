charge    E1  99213                                         90.00  self-pay
balance   primary 0.00   patient 90.00
copay     30.00                                # at the visit
account   unapplied_patient_cash 30.00
allocate
balance   patient 60.00
statement 60.00 "is for care that you pay for yourself"
payment   75.00                                # the patient pays too much
balance   patient 0.00
account   unapplied_patient_cash 15.00
refund    15.00
account   unapplied_patient_cash 0.00
account   patient_refund_payable 0.00
cash      90.00
statement 0.00
