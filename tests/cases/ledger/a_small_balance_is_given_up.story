charge    E1  99213                                        100.00
remit     E1  primary  paid 66.00  CO-45 30.00  PR-3 4.00
statement 4.00 "is your copay"
write-off E1  small_balance 4.00
balance   patient 0.00
account   small_balance 4.00
statement 0.00
