"""What an administrator may make of a pipeline, and in which words it is refused."""

from dataclasses import replace

import pytest

from tests.strands.drafts import CADETS, FARM, SPECIALS, SUPPORT, drafted, in_order, page
from volunteers.strands.rules import StrandCode
from volunteers.strands.rules.changes import faults_of_change, movable, moves_to_choose
from volunteers.strands.rules.differences import differences
from volunteers.strands.rules.versions import StageDraft, drafts_of, shifted, with_pipeline

ENDS = ("unsuccessful", "withdrawn")
Drafts = tuple[StageDraft, ...]


@pytest.mark.parametrize("code", list(StrandCode))
def test_a_page_as_it_is_may_be_a_version(code: StrandCode) -> None:
    strand = page(code)
    assert faults_of_change(strand, drafts_of(strand)) == []
    assert with_pipeline(strand, drafts_of(strand)).pipeline == strand.pipeline
    assert differences(strand, with_pipeline(strand, drafts_of(strand))) == ()


@pytest.mark.parametrize("code", list(StrandCode))
def test_a_draft_is_stored_and_read_as_it_was(code: StrandCode) -> None:
    drafts = drafts_of(page(code))
    assert tuple(StageDraft.read(draft.as_stored()) for draft in drafts) == drafts


GOOD: list[tuple[str, Drafts]] = [
    (SPECIALS, drafted(SPECIALS, sift={"usual_days": 1, "longest_days": 1})),
    (SPECIALS, drafted(SPECIALS, draft={"explains": "Take your time."})),
    (SPECIALS, drafted(SPECIALS, interview={"needs": ("sift", "references")})),
    (SPECIALS, drafted(SPECIALS, intake={"needs": ("references", "fitness", "medical", "biometrics_and_drugs")})),
    (SUPPORT, drafted(SUPPORT, appointed={"name": "Serving", "needs": ("vetting", "induction", "role_training")})),
    (CADETS, drafted(CADETS, orientation={"needs": ("guardian_consent",)}, paperwork={
        "needs": ("guardian_consent", "orientation", "application_form")})),
]  # fmt: skip


@pytest.mark.parametrize(("code", "drafts"), GOOD)
def test_what_breaks_nothing_is_taken(code: str, drafts: Drafts) -> None:
    assert faults_of_change(page(code), drafts) == []


BAD: list[tuple[str, Drafts, str, str | None, str]] = [
    (FARM, drafted(FARM, visit={"name": " "}), "“Visit”: enter the name that staff see.", "visit", "name"),
    (
        FARM, drafted(FARM, visit={"public_name": ""}),
        "“Visit”: enter the name that applicants see.", "visit", "public_name",
    ),
    (FARM, drafted(FARM, visit={"explains": ""}), "“Visit”: enter what applicants read about it.", "visit", "explains"),
    (
        FARM, drafted(FARM, visit={"name": "first CONTACT"}),
        "Two stages are called “first CONTACT”. Give one of them another name.", "visit", "name",
    ),
    (FARM, drafted(FARM, visit={"usual_days": None}), "“Visit”: enter its usual days.", "visit", "usual_days"),
    (FARM, drafted(FARM, visit={"longest_days": None}), "“Visit”: enter its longest days.", "visit", "longest_days"),
    (
        FARM, drafted(FARM, visit={"usual_days": 0}),
        "“Visit”: the usual days must be a whole number from 1 to 3,650.", "visit", "usual_days",
    ),
    (
        FARM, drafted(FARM, visit={"usual_days": 61}),
        "“Visit”: the usual days cannot be more than the longest days.", "visit", "usual_days",
    ),
    (
        FARM, drafted(FARM, submitted={"moves": ENDS}),
        "No application could ever come to “Visit”. Let an earlier stage lead to it.", "submitted", "moves",
    ),
    (
        FARM, drafted(FARM, visit={"moves": ("appointed", "unsuccessful")}),
        "There is no way out of “Visit”: it must be able to end as “Withdrawn”.", "visit", "moves",
    ),
    (
        FARM, drafted(FARM, visit={"moves": ENDS}), "There is no way from “Visit” to “Member”.", "visit", "moves",
    ),
    (
        SPECIALS, drafted(SPECIALS, training={"moves": ("intake", *ENDS)}, intake={
            "moves": ("training", "attestation", *ENDS)}),
        "“Initial learning” leads only back. Let it lead to a later stage too.", "training", "moves",
    ),
    (
        FARM, drafted(FARM, visit={"needs": ("swimming",)}),
        "“Visit”: there is no check called “swimming”.", "visit", "needs",
    ),
    (
        FARM, drafted(FARM, appointed={"needs": ("holding_placed",)}),
        "No stage needs the check “Agreement to messages”, so nobody would be asked for it. Tick it for a stage.",
        "appointed", "needs",
    ),
    (
        SPECIALS, drafted(SPECIALS, appointed={"needs": ("attestation", "vetting", "personal_safety_training")}),
        "“Appointed” must need “Medical”: nobody may be on duty without it.", "appointed", "needs",
    ),
    (
        SPECIALS, drafted(SPECIALS, training={"needs": ("medical", "fitness")}),
        "“Initial learning” must need “Recruitment vetting”. Nobody is trained or attested before they are vetted.",
        "training", "needs",
    ),
    (
        SPECIALS, drafted(SPECIALS, attestation={"needs": ("training", "personal_safety_training")}),
        "“Attestation” must need “Recruitment vetting”. Nobody is trained or attested before they are vetted.",
        "attestation", "needs",
    ),
    (
        SPECIALS,
        in_order(
            drafted(SPECIALS, interview={"moves": ("intake", *ENDS)}, intake={"needs": (), "moves": (
                "training", "pre_employment_checks", "attestation", *ENDS)},
                pre_employment_checks={"moves": ("training", "attestation", *ENDS)},
                attestation={"needs": ("training", "personal_safety_training", "vetting", "references",
                    "biometrics_and_drugs", "interview")}),
            "sift", "interview", "intake", "training", "pre_employment_checks", "attestation",
        ),
        "“Initial learning” could be reached from a later stage without “Recruitment vetting”. "
        "Nobody is trained or attested before they are vetted.",
        "training", "moves",
    ),
    (
        CADETS, drafted(CADETS, paperwork={"needs": ("orientation",)}),
        "“Paperwork” must need “Consent of a parent or guardian”. A young person goes no further until a parent or "
        "guardian agrees.",
        "paperwork", "needs",
    ),
    (
        CADETS, drafted(CADETS, own_clothes={"needs": ("guardian_consent", "health_and_permission")}, orientation={
            "needs": ("guardian_consent", "application_form"), "moves": ("paperwork", "own_clothes", *ENDS)},
            paperwork={"needs": ("guardian_consent", "orientation", "cadet_vetting")}),
        "Someone could come to “Cadet” without “Cadet vetting”. Tick it for it.", "appointed", "needs",
    ),
    (
        CADETS, drafted(CADETS, submitted={"moves": ("application", "orientation", *ENDS)}),
        "Nobody may pass by “Application”: the applicant is asked to tell us more there.", "submitted", "moves",
    ),
    (
        SUPPORT, drafted(SUPPORT, role_match={"moves": ("vetting_and_references", "induction", *ENDS)}),
        "Nobody may pass by “References and vetting”: referees are asked there.", "role_match", "moves",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "drafts", "words", "stage", "field"), BAD, ids=[words for _, _, words, _, _ in BAD])
def test_what_breaks_a_rule_is_said_in_names_with_the_field_to_mend(
    code: str, drafts: Drafts, words: str, stage: str | None, field: str
) -> None:
    found = {fault.words: (fault.stage, fault.field) for fault in faults_of_change(page(code), drafts)}
    assert found.get(words) == (stage, field), list(found)


SHAPELESS: list[tuple[str, Drafts, str]] = [
    (FARM, drafted(FARM)[:-1], "The stages of a pipeline can be changed, but none can be added or taken away."),
    (
        FARM, in_order(drafted(FARM), "visit", "submitted"),
        "The first stage, being appointed and the endings keep their places in the order.",
    ),
    (FARM, drafted(FARM, appointed={"usual_days": 3}), "“Member” keeps its days and where it leads."),
    (FARM, drafted(FARM, withdrawn={"moves": ("submitted",)}), "“Withdrawn” keeps its days and where it leads."),
    (FARM, drafted(FARM, submitted={"needs": ("holding_placed",)}), "“First contact” cannot ask for checks."),
    (
        FARM, drafted(FARM, visit={"moves": ("appointed", "submitted", *ENDS)}),
        "“Visit” cannot lead to one of the stages chosen.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "drafts", "words"), SHAPELESS)
def test_stages_and_kinds_stay_those_of_the_page(code: str, drafts: Drafts, words: str) -> None:
    assert words in [fault.words for fault in faults_of_change(page(code), drafts)]


def test_every_fault_is_said_at_once() -> None:
    drafts = drafted(SPECIALS, sift={"usual_days": None}, training={"needs": ()}, interview={"name": ""})
    assert {"sift", "training", "interview"} <= {fault.stage for fault in faults_of_change(page(SPECIALS), drafts)}


def test_a_stage_that_is_moved_is_led_to_in_its_new_place() -> None:
    strand = page(SPECIALS)
    made = shifted(drafts_of(strand), "interview", up=True, movable=movable(strand))
    assert [draft.code for draft in made][:4] == ["draft", "submitted", "interview", "sift"]
    moves = {draft.code: draft.moves for draft in made}
    assert moves["submitted"][0] == "interview"
    assert moves["interview"][0] == "sift"
    assert moves["sift"][0] == "pre_employment_checks"
    assert faults_of_change(strand, made) == []


@pytest.mark.parametrize(
    ("code", "up"), [("sift", True), ("submitted", False), ("attestation", False), ("appointed", True), ("moon", True)]
)
def test_what_keeps_its_place_is_not_moved(code: str, up: bool) -> None:
    strand = page(SPECIALS)
    assert shifted(drafts_of(strand), code, up=up, movable=movable(strand)) == drafts_of(strand)


def test_back_to_the_first_stage_leads_only_what_led_there_before() -> None:
    cadets, farm = page(CADETS), page(FARM)
    assert "submitted" in [each.code for each in moves_to_choose(cadets, cadets.pipeline.stage("application"))]
    assert "submitted" not in [each.code for each in moves_to_choose(farm, farm.pipeline.stage("visit"))]
    assert moves_to_choose(farm, farm.pipeline.appointed) == ()


def test_what_a_version_says_otherwise_is_told_stage_by_stage() -> None:
    strand = page(SPECIALS)
    newer = with_pipeline(
        strand,
        in_order(
            drafted(
                SPECIALS, interview={"name": "Panel", "usual_days": 10, "needs": ()}, submitted={
                    "moves": ("interview", "sift", *ENDS)},
            ),
            "interview", "sift",
        ),
    )  # fmt: skip
    found = {each.code: {line.what: (line.before, line.after) for line in each.lines} for each in differences(
        strand, newer)}  # fmt: skip
    assert found["interview"] == {
        "Place in the order": ("3", "2"), "Name for staff": ("Interview", "Panel"), "Usual days": ("21", "10"),
        "Checks needed first": ("Online sift", "None"),
    }  # fmt: skip
    assert found["submitted"] == {
        "May go on to": ("Online sift, Unsuccessful, Withdrawn", "Panel, Online sift, Unsuccessful, Withdrawn")
    }
    assert set(found) == {"submitted", "interview", "sift"}


def test_only_the_usual_next_stage_may_differ() -> None:
    strand = page(SPECIALS)
    both = replace(drafts_of(strand)[1], moves=("sift", "interview", *ENDS))
    before = with_pipeline(strand, [drafts_of(strand)[0], both, *drafts_of(strand)[2:]])
    after = with_pipeline(strand, in_order(drafts_of(before), "interview", "sift"))
    lines = {line.what: (line.before, line.after) for each in differences(before, after) for line in each.lines
             if each.code == "submitted"}  # fmt: skip
    assert lines == {"Usual next stage": ("Online sift", "Interview")}
