"""What a Special shows on patrol before each patrol status.

That there are 34 skills, 29 of them mandatory, each shown three times and signed by a mentor, is published (Wiltshire,
https://specials.wiltshire.police.uk/article/4612/Training). The list itself was not seen: the names, their order and
which status needs which are ours, in the words of the policing field, and the force must confirm them.
"""

from volunteers.strands.rules.skills import Skill, SkillList

DIRECTED, QUALIFIED = "directed", "qualified"

FOR_DIRECTED = (
    Skill("visible_patrol", "Visible patrol", "Walks a beat, talks with people and answers what they ask.", DIRECTED),
    Skill("radio", "Using the radio", "Calls up, takes a job and updates it, in few and clear words.", DIRECTED),
    Skill("notebook", "Pocket notebook", "Writes up a duty so that it would stand in court.", DIRECTED),
    Skill("decisions", "National Decision Model", "Says how they came to a decision, step by step.", DIRECTED),
    Skill("body_worn_video", "Body-worn video", "Records what should be recorded, says so, and books it in.", DIRECTED),
    Skill("stop_and_search", "Stop and search", "Has grounds, explains them, searches and gives a record.", DIRECTED),
    Skill("vehicle_stop", "Stopping a vehicle", "Stops a vehicle safely and checks driver and papers.", DIRECTED),
    Skill("arrest", "Arrest and caution", "Arrests lawfully, cautions word by word and says why.", DIRECTED),
    Skill("use_of_force", "Use of force", "Uses what is needed and no more, and writes the form.", DIRECTED),
    Skill("searching_a_prisoner", "Handcuffs and searching a prisoner", "Keeps everyone safe until custody.", DIRECTED),
    Skill("custody", "Booking into custody", "Gives the circumstances and hands over property.", DIRECTED),
    Skill("statement_taking", "Statement taking", "Takes a witness's account in full and in order.", DIRECTED),
    Skill("crime_recording", "Recording a crime", "Records what was reported, in time and as it was said.", DIRECTED),
    Skill("intelligence", "Submitting intelligence", "Grades and submits what they learnt.", DIRECTED),
    Skill("victim_care", "Care of victims and witnesses", "Listens, explains what follows, offers support.", DIRECTED),
    Skill("domestic_abuse", "Domestic abuse, first response", "Makes safe, asks the questions of risk.", DIRECTED),
    Skill("missing_person", "Missing person", "Takes the first report and does the first searches.", DIRECTED),
    Skill("antisocial_behaviour", "Antisocial behaviour", "Calms a situation down, and uses powers if not.", DIRECTED),
    Skill("road_collision", "Road traffic collision", "Protects the scene, cares for people, takes details.", DIRECTED),
)
FOR_QUALIFIED = (
    Skill("scene", "Protecting a scene", "Sets the cordon and keeps the log.", QUALIFIED),
    Skill("exhibits", "Seizing exhibits", "Seizes, labels and books in, without a gap in who held it.", QUALIFIED),
    Skill("traffic_offence", "Traffic offence report", "Reports a driver and explains what follows.", QUALIFIED),
    Skill("breath_test", "Roadside breath test", "Has the power, follows the steps, reads the result.", QUALIFIED),
    Skill("premises_search", "Searching premises", "Knows the power, searches in order, leaves the notice.", QUALIFIED),
    Skill("mental_health", "Someone in mental distress", "Keeps them safe and brings in the right help.", QUALIFIED),
    Skill("safeguarding", "A child or adult at risk", "Sees the signs, acts and refers.", QUALIFIED),
    Skill("voluntary_interview", "Voluntary interview", "Plans and holds an interview of a suspect.", QUALIFIED),
    Skill("case_file", "Case file", "Builds a file that needs no second asking.", QUALIFIED),
    Skill("sudden_death", "Sudden death", "Treats the family with care and does what the coroner needs.", QUALIFIED),
)
DESIRABLE = (
    Skill("court", "Giving evidence in court", "Gives evidence, or sees a case through beside who does."),
    Skill("house_to_house", "House to house enquiries", "Knocks, asks and records, door by door."),
    Skill("event", "Policing an event", "Takes a post at an event and keeps to its plan."),
    Skill("problem_solving", "Solving a neighbourhood problem", "Works on one problem with others over weeks."),
    Skill("cctv", "CCTV recovery", "Finds, views and recovers footage that can be used."),
)
SKILLS = SkillList(times=3, skills=(*FOR_DIRECTED, *FOR_QUALIFIED, *DESIRABLE), confirm=True)
