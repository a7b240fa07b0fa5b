"""Which accounts are there, what is each for, and on which side does it stand?"""

from dataclasses import dataclass
from enum import StrEnum

from cleanclaim.core.basics.refusals import BrokenInvariant


class Nature(StrEnum):
    """What an account tells: an asset grows by debits, a liability and revenue by credits."""

    ASSET = "asset"
    LIABILITY = "liability"
    REVENUE = "revenue"
    CONTRA = "contra"  # lowers revenue: grows by debits
    EXPENSE = "expense"
    CLEARING = "clearing"  # passes money on, and ends at zero


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the chart."""

    code: str
    name: str
    nature: Nature
    says: str


CASH = "cash"
PAYER_RECEIVABLE = "payer_receivable"
PATIENT_RECEIVABLE = "patient_receivable"
WITHHOLD_RECEIVABLE = "withhold_receivable"
TAX_WITHHELD = "tax_withheld"
LEVY_SETTLEMENT = "levy_settlement"
REMITTANCE_CLEARING = "remittance_clearing"
HELD_CLAIM = "held_claim"
HELD_PROVIDER_ADJUSTMENT = "held_provider_adjustment"
TAKEBACK_SUSPENSE = "takeback_suspense"
UNAPPLIED_PAYER_CASH = "unapplied_payer_cash"
UNAPPLIED_PATIENT_CASH = "unapplied_patient_cash"
PAYER_OVERPAYMENT = "payer_overpayment"
FORWARD_BALANCE = "forward_balance"
PATIENT_REFUND_PAYABLE = "patient_refund_payable"
PATIENT_REVENUE = "patient_revenue"
INTEREST_INCOME = "interest_income"
CAPITATION_REVENUE = "capitation_revenue"
INCENTIVE_REVENUE = "incentive_revenue"
CONTRACTUAL_ALLOWANCE = "contractual_allowance"
SEQUESTRATION = "sequestration"
PAYMENT_PENALTY = "payment_penalty"
CAPITATION_ADJUSTMENT = "capitation_adjustment"
PROGRAM_ADJUSTMENT = "program_adjustment"
DENIAL_WRITE_OFF = "denial_write_off"
PROTECTED_COST_SHARING = "protected_cost_sharing"
SMALL_BALANCE = "small_balance"
SELF_PAY_DISCOUNT = "self_pay_discount"
CHARITY = "charity"
BAD_DEBT = "bad_debt"
BAD_DEBT_RECOVERY = "bad_debt_recovery"
PAYER_FEE = "payer_fee"
BANK_FEE = "bank_fee"

_A, _L, _R, _C, _E, _X = (
    Nature.ASSET,
    Nature.LIABILITY,
    Nature.REVENUE,
    Nature.CONTRA,
    Nature.EXPENSE,
    Nature.CLEARING,
)
_ROWS = (
    Account(CASH, "Cash", _A, "Money that the bank holds or the desk has taken."),
    Account(PAYER_RECEIVABLE, "A/R payers", _A, "What payers still owe, by charge and coverage."),
    Account(PATIENT_RECEIVABLE, "A/R patients", _A, "What patients owe: patient responsibility only."),
    Account(WITHHOLD_RECEIVABLE, "Withhold receivable", _A, "Kept back by a payer under a contract."),
    Account(TAX_WITHHELD, "Tax withheld", _A, "Backup withholding that the tax authority holds for us."),
    Account(LEVY_SETTLEMENT, "Levy settlement", _L, "Debts of ours that a payer settled from our money."),
    Account(REMITTANCE_CLEARING, "Remittance clearing", _X, "One a remittance: zero once the deposit is in."),
    Account(HELD_CLAIM, "Held claims", _X, "Paid on a claim that does not balance or cannot be reversed."),
    Account(HELD_PROVIDER_ADJUSTMENT, "Held provider adjustments", _X, "A PLB without a rule, sign kept."),
    Account(TAKEBACK_SUSPENSE, "Takeback suspense", _X, "Taken by a payer without saying for which claim."),
    Account(
        UNAPPLIED_PAYER_CASH,
        "Unidentified payer money",
        _L,
        "Paid for a claim that was not found.",
    ),
    Account(
        UNAPPLIED_PATIENT_CASH, "Unapplied patient money", _L, "A patient's money, waiting for a charge."
    ),
    Account(PAYER_OVERPAYMENT, "Payer overpayments", _L, "Owed back to a payer, by payer and claim."),
    Account(FORWARD_BALANCE, "Forward balances", _L, "A negative remittance that the next one settles."),
    Account(PATIENT_REFUND_PAYABLE, "Patient refunds payable", _L, "Owed back to a patient."),
    Account(PATIENT_REVENUE, "Gross patient revenue", _R, "Charges at their full price."),
    Account(INTEREST_INCOME, "Interest income", _R, "Interest that payers owe for paying late."),
    Account(CAPITATION_REVENUE, "Capitation revenue", _R, "Paid by head, not by service."),
    Account(INCENTIVE_REVENUE, "Incentive revenue", _R, "Added by a payer for quality or reporting."),
    Account(CONTRACTUAL_ALLOWANCE, "Contractual allowance", _C, "Above what the contract or the law allows."),
    Account(SEQUESTRATION, "Sequestration", _C, "Medicare's reduction by law."),
    Account(PAYMENT_PENALTY, "Payment penalties", _C, "Taken for a programme not taken part in."),
    Account(CAPITATION_ADJUSTMENT, "Capitation adjustment", _C, "Services that the payment by head covers."),
    Account(PROGRAM_ADJUSTMENT, "Program adjustment", _C, "Shown as payable on claims, but not paid."),
    Account(DENIAL_WRITE_OFF, "Denial write-off", _C, "Denied, given up by approval."),
    Account(PROTECTED_COST_SHARING, "Protected cost sharing", _C, "Owed by people whom the law protects."),
    Account(SMALL_BALANCE, "Small balance write-off", _C, "Too little to be worth a letter."),
    Account(SELF_PAY_DISCOUNT, "Self-pay discount", _C, "Off for those who pay themselves."),
    Account(CHARITY, "Charity care", _C, "Off for those who cannot pay."),
    Account(BAD_DEBT, "Bad debt", _E, "Not collected."),
    Account(BAD_DEBT_RECOVERY, "Bad debt recovered", _R, "Collected after it was given up."),
    Account(PAYER_FEE, "Payer fees", _E, "Fees and penalties taken beside the claims."),
    Account(BANK_FEE, "Bank fees", _E, "Taken by the bank."),
)
CHART = {account.code: account for account in _ROWS}


def account(code: str) -> Account:
    """Look an account up; BrokenInvariant for one that the chart does not have."""
    found = CHART.get(code)
    if found is None:
        raise BrokenInvariant("a leg on an account that the chart does not have")
    return found


def nature(code: str) -> Nature:
    """What an account of the chart tells."""
    return account(code).nature
