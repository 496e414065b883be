"""Impossible states of young people: their age, and the consent behind them."""

from volunteers.integrity.rules import ImpossibleState

# Age in whole years; someone born on 29 February is a year older from 1 March in other years, as in volunteers.clock.
AGE = """
SELECT p.id
FROM service_periods p JOIN volunteers v ON v.id = p.volunteer_id
WHERE p.strand = 'cadets'
  AND extract(year FROM age(p.started_on, v.birth_date)) NOT BETWEEN :youngest_cadet AND :oldest_cadet
"""
# Coming forward to a stage that needs consent. Where no guardian was named, as on older applications, the check counts.
CONSENT = """
WITH needs AS (
    SELECT * FROM jsonb_to_recordset(CAST(:needs AS jsonb)) AS n(strand text, version int, stage text, code text)
), places AS (
    SELECT * FROM jsonb_to_recordset(CAST(:stages AS jsonb)) AS s(strand text, version int, stage text, place int)
)
SELECT DISTINCT a.id
FROM stage_changes c
JOIN applications a ON a.id = c.application_id
JOIN needs ON needs.strand = a.strand AND needs.version = a.pipeline_version AND needs.stage = c.to_stage
    AND needs.code = :consent_check
JOIN places here ON here.strand = a.strand AND here.version = a.pipeline_version AND here.stage = c.from_stage
JOIN places there ON there.strand = a.strand AND there.version = a.pipeline_version AND there.stage = c.to_stage
WHERE there.place > here.place
  AND NOT EXISTS (
      SELECT 1 FROM guardians g
      JOIN guardian_consents y ON y.guardian_id = g.id AND y.purpose = 'take_part' AND y.is_yes AND y.at <= c.at
      JOIN guardian_calls k ON k.guardian_id = g.id AND k.outcome = 'confirmed' AND k.at <= c.at
      WHERE g.application_id = a.id)
  AND NOT EXISTS (
      SELECT 1 FROM checks k
      WHERE k.application_id = a.id AND k.code = :consent_check AND k.state = 'passed'
        AND k.result_on <= (c.at AT TIME ZONE 'Europe/London')::date)
"""

STATES = (
    ImpossibleState(
        "cadet_of_wrong_age",
        "A cadet was too young or too old on the day they started.",
        "The form, and clearing for duty, judge the age on the day the unit starts.",
        "service period",
        AGE,
    ),
    ImpossibleState(
        "without_consent",
        "A young person's application came to a stage that needs a parent's or guardian's consent without it.",
        "The check of consent is passed only once it is given and confirmed by a call, and every move judges it.",
        "application",
        CONSENT,
    ),
)
