"""What stays of a mediation when one of its people asks to be forgotten.

An agreement in force binds others and is kept by the rules of archives (docs/sources.md#dossier);
who, where and what was said before it goes.
"""

from dataclasses import replace

from domain.mediations import Mediation, Side


def keeps_file(mediation: Mediation) -> bool:
    """Say whether an agreement took effect, so that its file with the minutes must be kept."""
    agreement = mediation.agreement
    return bool(mediation.earlier) or (agreement is not None and agreement.in_force is not None)


def without_person(mediation: Mediation, person_id: str) -> Mediation:
    """Return the mediation in which nothing points at that person any more.

    A side that is gone is like one without an account: whoever serves speaks to it.
    """
    is_applicant = mediation.applicant.person_id == person_id
    is_respondent = mediation.respondent.person_id == person_id
    agreement = mediation.agreement
    if (is_applicant or is_respondent) and agreement and agreement.in_force is None:
        agreement = None
    return replace(
        mediation,
        applicant=_gone(mediation.applicant) if is_applicant else mediation.applicant,
        respondent=_gone(mediation.respondent) if is_respondent else mediation.respondent,
        statement="" if is_applicant else mediation.statement,
        answer=None if is_respondent else mediation.answer,
        invited=tuple(each for each in mediation.invited if each != person_id),
        agreement=agreement,
    )


def _gone(side: Side) -> Side:
    # When and how it said yes stays: without that nothing of the rest would hold.
    return Side(consented=side.consented, consented_at=side.consented_at, read_at=side.read_at)
