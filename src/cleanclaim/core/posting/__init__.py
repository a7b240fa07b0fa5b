"""Which entries does an event make? Charges, remittances, deposits, patients' money, write-offs.

charges      post_charge, void_charge
remittances  post_remittance(remittance, context) → RemittancePosting: a whole 835 as entries, or held
context      Context, Books, PriorPosting: what posting must know of claims and books
outcomes     RemittancePosting, ClaimPosting, LinePosting: what became of each part, for screens and work
payers       deposit, overpayments and their return, matched takebacks, moves between payers, write-offs
patients     patient_payment, allocate, refund_due, pay_refund, write_off, plan_allocation
"""
