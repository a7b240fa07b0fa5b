"""Who may open which address? Every address of the program, by name; a new one needs a row here."""

from dataclasses import dataclass
from typing import Any

from cleanclaim.app.people.roles import Role

READERS = frozenset(
    {
        Role.CODER, Role.CODING_LEAD, Role.CODING_AUDITOR, Role.BILLER, Role.POSTER, Role.ADJUSTMENT_APPROVER,
        Role.REFUND_APPROVER, Role.MANAGER, Role.CLINICIAN, Role.COMPLIANCE_AUDITOR,
    }
)  # fmt: skip
READERS_OF_BOOKS = READERS - {Role.CODER, Role.CODING_LEAD, Role.CODING_AUDITOR, Role.CLINICIAN}
STAFF = READERS | {Role.PRACTICE_ADMINISTRATOR, Role.INTEGRATION}
CODERS = frozenset({Role.CODER, Role.CODING_LEAD})
BILLERS = frozenset({Role.BILLER, Role.MANAGER})
POSTERS = frozenset({Role.POSTER, Role.MANAGER})
MONEY = BILLERS | POSTERS
WORKERS_OF_DENIALS = CODERS | BILLERS
ALL_ROLES = STAFF | {Role.PATIENT}


@dataclass(frozen=True, slots=True)
class Route:
    """One address: who may, by which method, at what; `of` names the thing whose key stands in it."""

    roles: frozenset[Role]
    method: str = "GET"
    of: str = ""
    key: str = "key"
    also: tuple[tuple[str, Any], ...] = ()
    form: tuple[tuple[str, Any], ...] = ()

    def arguments(self, key: Any) -> dict[str, Any]:
        """What the address is made of."""
        return dict(self.also) | ({self.key: key} if self.of else {})


def _show(roles: frozenset[Role], of: str = "", **also: Any) -> Route:
    return Route(roles, of=of, also=tuple(also.items()))


def _do(roles: frozenset[Role], of: str = "", key: str = "key", form: Any = (), **also: Any) -> Route:
    return Route(roles, "POST", of, key, tuple(also.items()), tuple(dict(form).items()))


DOCTORS = frozenset({Role.CLINICIAN})
PATIENTS = frozenset({Role.PATIENT})
ROUTES: dict[str, Route] = {
    "home": _show(ALL_ROLES),
    "find": _do(STAFF, form={"find": "plum"}),
    "choose_practice": _do(ALL_ROLES),
    "demo_next_day": _do(STAFF),
    "encounters": _show(READERS),
    "encounters_page": _show(READERS, "encounter"),
    "encounters_patient": _show(READERS, "patient"),
    "encounters_void": _do(BILLERS | DOCTORS, "encounter"),
    "documentation_write": _do(DOCTORS, "encounter", "encounter", {"text": "S: well."}),
    "documentation_sign": _do(DOCTORS, "encounter", "encounter"),
    "documentation_amend": _do(DOCTORS, "encounter", "encounter", {"text": "Also well."}),
    "documentation_answer": _do(DOCTORS, "query", "query", {"answer": "Type 2."}),
    "coding": _show(READERS),
    "coding_code": _show(STAFF, code="E119"),
    "coding_page": _show(READERS, "encounter"),
    "coding_start": _do(CODERS, "encounter"),
    "coding_release": _do(CODERS, "encounter", revision=1),
    "coding_release_held": _do(CODERS, "encounter", form={"reason": "Wait"}, revision=1),
    "coding_reopen": _do(CODERS, "encounter"),
    "coding_ask": _do(CODERS, "encounter", form={"question": "Which?"}),
    "coding_find_diagnoses": _do(CODERS, "encounter", form={"find": "diabetes"}),
    "coding_find_procedures": _do(CODERS, "encounter", form={"find": "99213"}),
    "coding_add_diagnosis": _do(CODERS, "encounter", form={"code": "E11.9"}),
    "coding_remove_diagnosis": _do(CODERS, "encounter", place=1),
    "coding_quote": _do(CODERS, "encounter", form={"quote": "DM2"}, place=1),
    "coding_move": _do(CODERS, "encounter", place=1, way="up"),
    "coding_add_service": _do(CODERS, "encounter", form={"code": "99213"}),
    "coding_service": _show(CODERS, "encounter", place=1),
    "coding_remove_service": _do(CODERS, "encounter", place=1),
    "claims": _show(READERS),
    "claims_page": _show(READERS, "claim"),
    "claims_release_all": _do(BILLERS),
    "claims_lift": _do(BILLERS, "hold", "hold"),
    "claims_release": _do(BILLERS, "claim"),
    "claims_hold": _do(BILLERS, "claim", form={"reason": "Wait"}),
    "claims_override": _do(BILLERS, "claim", form={"edit": "x", "reason": "so"}),
    "claims_coverage": _do(BILLERS, "claim", form={"member_id": "1EG4TE5MK79"}),
    "claims_provider": _do(BILLERS, "claim"),
    "claims_recode": _do(BILLERS, "claim"),
    "claims_correct": _do(BILLERS, "claim"),
    "edits": _show(STAFF),
    "edits_page": _show(STAFF, code="excludes1-pair"),
    "submissions": _show(READERS),
    "submissions_send": _do(BILLERS),
    "submissions_collect": _do(MONEY),
    "submissions_file": _show(READERS, "sent"),
    "submissions_resend": _do(BILLERS, "sent"),
    "submissions_content": _show(READERS, "sent"),
    "acknowledgments": _show(READERS),
    "acknowledgments_page": _show(READERS, "received"),
    "remittances": _show(READERS),
    "remittances_take_in": _do(POSTERS),
    "remittances_page": _show(READERS, "remittance"),
    "remittances_deposit": _do(POSTERS, "remittance", form={"amount": "1.00"}),
    "ledger": _show(READERS_OF_BOOKS),
    "ledger_account": _show(READERS_OF_BOOKS, code="cash"),
    "ledger_remittance": _show(READERS_OF_BOOKS, "remittance"),
    "ledger_claim": _show(READERS_OF_BOOKS, "claim"),
    "denials": _show(READERS),
    "denials_page": _show(READERS, "denial"),
    "denials_correct": _do(BILLERS, "denial"),
    "denials_assign": _do(WORKERS_OF_DENIALS, "denial", form={"owner": "coder"}),
    "denials_uphold": _do(WORKERS_OF_DENIALS, "denial"),
    "denials_write_off": _do(MONEY, "denial", form={"reason": "accepted"}),
    "denials_approve": _do(frozenset({Role.ADJUSTMENT_APPROVER}), "write_off"),
    "denials_decline": _do(frozenset({Role.ADJUSTMENT_APPROVER}), "write_off"),
    "statements": _show(READERS),
    "statements_run": _do(MONEY),
    "statements_page": _show(READERS, "statement"),
    "statements_pdf": _show(READERS, "statement"),
    "statements_payment": _do(MONEY, "statement", form={"amount": "1.00", "method": "cash"}),
    "statements_refund": _do(MONEY, "statement", form={"note": "twice"}),
    "statements_approve": _do(frozenset({Role.REFUND_APPROVER}), "refund"),
    "statements_decline": _do(frozenset({Role.REFUND_APPROVER}), "refund"),
    "patient_home": _show(PATIENTS),
    "patient_statement": _show(PATIENTS, "statement"),
    "patient_statement_pdf": _show(PATIENTS, "statement"),
    "patient_pay": _do(PATIENTS, "statement", form={"amount": "1.00", "method": "card"}),
    "reports": _show(READERS),
    "reports_page": _show(READERS, code="days-in-ar"),
}  # fmt: skip

SLOW = frozenset({"statements_pdf", "patient_statement_pdf", "reports", "reports_page"})
"""Addresses that are opened for one of their roles only: a PDF or a figure is the same for everybody."""

OPEN = frozenset(
    {
        "demo_login", "account_login", "account_logout", "account_signup", "account_inactive",
        "account_email_verification_sent", "account_confirm_email", "account_confirm_login_code",
        "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
        "account_reset_password_from_key_done", "mfa_authenticate",
    }
)  # fmt: skip
"""Addresses for people who are not signed in: they show nothing of any practice."""

OWN = frozenset(
    {
        "account_reauthenticate", "account_email", "account_change_password", "account_set_password",
        "mfa_index", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
        "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
        "mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn",
        "mfa_edit_webauthn",
    }
)  # fmt: skip
"""Addresses about a person's own sign-in, for whoever is signed in."""
