coverage  primary qmb
charge    E1  99214                                        200.00
remit     E1  primary  paid 96.00  CO-45 80.00  PR-2 24.00
balance   primary 0.00   patient 0.00
account   protected_cost_sharing 24.00
statement 0.00
