charge   E1  99213                                         100.00
remit    E1  primary  paid 0.00  CO-97 100.00  status 1     # processed as primary, and denied
denied   E1  CO-97 100.00
balance  primary 100.00   patient 0.00
statement 0.00
give-up  E1  primary 100.00                                # as approved
balance  primary 0.00
account  denial_write_off 100.00
account  contractual_allowance 0.00
