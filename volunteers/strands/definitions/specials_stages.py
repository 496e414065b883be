"""The stages of joining the Special Constabulary.

They follow Avon and Somerset's recruitment process and those of comparable forces. Vetting stands before training
without exception: a recruit elsewhere finished training without it and could not be attested.
"""

from volunteers.permissions import Permission
from volunteers.strands.definitions.endings import DRAFT, ENDS, UNSUCCESSFUL, WITHDRAWN
from volunteers.strands.rules import Party, Pipeline, Stage, StageKind

PRE_EMPLOYMENT = ("references", "fitness", "medical", "biometrics_and_drugs", "vetting")

PIPELINE = Pipeline(
    (
        DRAFT,
        Stage(
            "submitted",
            "Form review",
            "We are reading your application",
            "We check that you can apply and that your form is complete.",
            usual_days=7,
            longest_days=21,
            moves=("sift", *ENDS),
            permission=Permission.APPLICATION_APPLY,
        ),
        Stage(
            "sift",
            "Online sift",
            "Online assessment",
            "You answer questions online about how you would act in situations a Special Constable meets.",
            waiting_on=Party.APPLICANT,
            usual_days=14,
            longest_days=28,
            moves=("interview", *ENDS),
        ),
        Stage(
            "interview",
            "Interview",
            "Interview",
            "You meet a panel for up to 45 minutes and talk about your values and experience.",
            usual_days=21,
            longest_days=42,
            needs=("sift",),
            moves=("pre_employment_checks", *ENDS),
        ),
        # Gwent says three to six months for these alone.
        Stage(
            "pre_employment_checks",
            "Pre-employment checks",
            "Background, health and fitness checks",
            "We take up references, test your fitness, check your health and vet you. These run side by side.",
            waiting_on=Party.FORCE,
            usual_days=90,
            longest_days=180,
            needs=("interview", "identity", "right_to_work"),
            moves=("intake", *ENDS),
        ),
        Stage(
            "intake",
            "Offer and intake",
            "Offered a place, waiting for a course",
            "You have passed all checks. We offer you a place on the next training course.",
            waiting_on=Party.TRAINER,
            usual_days=28,
            longest_days=90,
            needs=PRE_EMPLOYMENT,
            moves=("training", "pre_employment_checks", *ENDS),
        ),
        # 13 weeks at Durham, about six months at Kent; who misses an intake joins the next course.
        Stage(
            "training",
            "Initial learning",
            "Training",
            "You learn the law, police procedure and personal safety, and are assessed before you patrol.",
            waiting_on=Party.TRAINER,
            usual_days=91,
            longest_days=182,
            needs=("vetting", "medical", "fitness"),
            moves=("attestation", "intake", *ENDS),
        ),
        Stage(
            "attestation",
            "Attestation",
            "Attestation",
            "You make your declaration before a justice of the peace and become a constable.",
            waiting_on=Party.FORCE,
            usual_days=14,
            longest_days=42,
            needs=("training", "personal_safety_training", "vetting"),
            moves=("appointed", "training", *ENDS),
        ),
        Stage(
            "appointed",
            "Appointed",
            "You are a Special Constable",
            "You are cleared for duty, at first always with an experienced officer.",
            kind=StageKind.APPOINTED,
            waiting_on=Party.NOBODY,
            needs=("attestation", "vetting", "medical", "personal_safety_training"),
            permission=Permission.APPLICATION_CLEAR,
        ),
        UNSUCCESSFUL,
        WITHDRAWN,
    )
)
