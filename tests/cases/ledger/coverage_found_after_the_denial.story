charge   E1  99213                                         100.00
remit    E1  primary  paid 0.00  CO-109 100.00             # another payer's
finds    posting.adjustment-coverage
undenied
balance  primary 100.00
move     E1  primary secondary 100.00                      # as approved
balance  primary 0.00   secondary 100.00
remit    E1  secondary  paid 70.00  CO-45 30.00
balance  primary 0.00   secondary   0.00
