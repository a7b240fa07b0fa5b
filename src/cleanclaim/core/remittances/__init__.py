"""Is this remittance whole, have we had it before, and which claims and lines does it speak of?

balance       balance(remittance) → RemittanceBalance: the arithmetic at line, claim and transaction
identity      file_digest, Envelope, BusinessIdentity, identity(remittance), content_digest
dispositions  disposition(group, carc, …) → Rule: what an adjustment is, as dated, cited data
matching      ClaimOnFile, LineOnFile, match_claim, match_lines: whose payment is this?
"""
