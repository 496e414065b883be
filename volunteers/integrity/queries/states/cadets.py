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
WITH forward AS (
    SELECT * FROM jsonb_to_recordset(CAST(:consent_moves AS jsonb))
        AS f(strand text, version int, from_stage text, to_stage text)
), came AS MATERIALIZED (
    SELECT a.id, a.strand, a.pipeline_version, c.from_stage, c.to_stage, c.at
    FROM applications a JOIN stage_changes c ON c.application_id = a.id WHERE a.strand = ANY(:consent_strands)
)
SELECT DISTINCT c.id
FROM came c
JOIN forward f ON f.strand = c.strand AND f.version = c.pipeline_version
    AND f.from_stage = c.from_stage AND f.to_stage = c.to_stage
WHERE NOT EXISTS (
      SELECT 1 FROM guardians g
      JOIN guardian_consents y ON y.guardian_id = g.id AND y.purpose = 'take_part' AND y.is_yes AND y.at <= c.at
      JOIN guardian_calls k ON k.guardian_id = g.id AND k.outcome = 'confirmed' AND k.at <= c.at
      WHERE g.application_id = c.id)
  AND NOT EXISTS (
      SELECT 1 FROM checks k
      WHERE k.application_id = c.id AND k.code = :consent_check AND k.state = 'passed'
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
