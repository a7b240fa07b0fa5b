# The cost sharing goes to Medicaid; what Medicaid leaves is nobody's, but for its nominal copay.
coverage  primary qmb
coverage  secondary medicaid copay 3.00
charge    E1  99214                                        200.00
remit     E1  primary    paid 96.00  CO-45 80.00  PR-2 24.00
balance   primary 0.00   secondary 24.00   patient 0.00
remit     E1  secondary  paid 10.00  PR-3 4.00  OA-23 176.00  CO-45 10.00
balance   primary 0.00   secondary  0.00   patient 3.00
account   protected_cost_sharing 1.00
account   contractual_allowance 90.00
statement 3.00 "is your copay"
