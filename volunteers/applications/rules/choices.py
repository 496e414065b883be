"""The answers to choose from, as they are stored and as they are read: (value, words)."""

Choices = tuple[tuple[str, str], ...]

YES_NO: Choices = (("yes", "Yes"), ("no", "No"))
LICENCES: Choices = (
    ("full", "Yes, a full licence"),
    ("provisional", "Yes, a provisional licence"),
    ("none", "No"),
)
ACTIVITIES: Choices = (
    ("work", "Paid work"),
    ("own_business", "Working for myself"),
    ("study", "School, college, university or training"),
    ("caring", "Looking after family or home"),
    ("volunteering", "Volunteering"),
    ("forces", "The armed forces"),
    ("not_working", "Not working"),
    ("travelling", "Travelling"),
    ("other", "Something else"),
)
WHEN_FREE: Choices = (
    ("weekday_days", "Weekdays in the daytime"),
    ("weekday_evenings", "Weekday evenings and nights"),
    ("weekends", "Weekends"),
)
SOURCES: Choices = (
    ("friend", "From a friend or someone in my family"),
    ("officer", "From a police officer, a Special Constable or another volunteer"),
    ("website", "On the force’s website"),
    ("social_media", "On social media"),
    ("event", "At an event, or at school, college or university"),
    ("news", "In the news, on the radio or on a poster"),
    ("employer", "At work"),
    ("other", "In another way"),
)
WITHDRAWAL_REASONS: Choices = (
    ("no_time", "I do not have the time now"),
    ("circumstances", "My work, home or health has changed"),
    ("elsewhere", "I am volunteering or working somewhere else"),
    ("took_too_long", "It has taken too long"),
    ("not_for_me", "It is not what I hoped for"),
    ("other", "Another reason"),
    ("not_said", "I would rather not say"),
)

# ---- Police Support Volunteers
OTHER_ROLES_NONE = "none"
DAYS: Choices = (
    ("monday", "Monday"),
    ("tuesday", "Tuesday"),
    ("wednesday", "Wednesday"),
    ("thursday", "Thursday"),
    ("friday", "Friday"),
    ("saturday", "Saturday"),
    ("sunday", "Sunday"),
)
TIMES_OF_DAY: Choices = (("morning", "Mornings"), ("afternoon", "Afternoons"), ("evening", "Evenings"))
# The groups a full licence may show, as drivers know them.
VEHICLES: Choices = (
    ("b", "Cars and small vans (B)"),
    ("be", "Cars with a trailer (BE)"),
    ("c1", "Medium lorries up to 7.5 tonnes (C1)"),
    ("c", "Large lorries (C)"),
    ("d1", "Minibuses (D1)"),
    ("d", "Buses (D)"),
    ("a", "Motorcycles (A)"),
)

# ---- the watches
START, JOIN = "start", "join"
PLANS: Choices = ((START, "Start a new scheme"), (JOIN, "Join a scheme"))
NOT_LISTED = "none"
NEIGHBOURS_AGREE: Choices = (
    ("yes", "Yes, they agree"),
    ("some", "I have asked some of them"),
    ("not_yet", "Not yet"),
)
KNOWN_SCHEME: Choices = (("yes", "Yes"), ("no", "No"), ("not_sure", "I do not know"))
FARMED: Choices = (
    ("dairy", "Dairy cows"),
    ("beef", "Beef cattle"),
    ("sheep", "Sheep"),
    ("pigs", "Pigs"),
    ("poultry", "Poultry"),
    ("horses", "Horses"),
    ("arable", "Arable crops"),
    ("fruit", "Fruit or vegetables"),
    ("forestry", "Forestry or woodland"),
    ("other", "Something else"),
)
# The five categories of rural crime of the Police and Crime Commissioner: https://www.avonandsomerset-pcc.gov.uk/?p=16205
RURAL_CRIMES: Choices = (
    ("agricultural", "Agricultural crime, such as stolen tractors, tools, fuel or livestock"),
    ("equine", "Equine crime, such as stolen tack, trailers or horses"),
    ("wildlife", "Wildlife crime, such as hare coursing or poaching"),
    ("heritage", "Heritage crime, such as stolen lead or stone, or digging at ancient sites"),
    ("environmental", "Environmental crime, such as fly-tipping or pollution"),
)
CHANNELS: Choices = (("text", "Text message"), ("email", "E-mail"), ("phone", "Telephone call"))
SPEED_LIMITS: Choices = (("20", "20 mph"), ("30", "30 mph"), ("40", "40 mph"))
SPEEDWATCH_PARTS: Choices = (
    ("roadside", "At the roadside, measuring speed with the team"),
    ("coordinator", "Coordinator: lead a scheme and send its reports to the police"),
    ("deputy", "Deputy coordinator: stand in for the coordinator"),
)
DAYLIGHT: Choices = (
    ("weekday_mornings", "Weekday mornings"),
    ("weekday_afternoons", "Weekday afternoons"),
    ("weekday_evenings", "Weekday evenings, while it is light"),
    ("saturdays", "Saturdays"),
    ("sundays", "Sundays"),
)
PARISH: Choices = (
    ("yes", "Yes"),
    ("asked", "We have asked, and wait for an answer"),
    ("no", "No, or we have not asked"),
)
RELATIONS: Choices = (
    ("mother", "Mother"),
    ("father", "Father"),
    ("step_parent", "Step-parent"),
    ("grandparent", "Grandparent"),
    ("foster_carer", "Foster carer"),
    ("other", "Someone else who looks after me"),
)
AT_SCHOOL = "school"
SCHOOLING: Choices = (
    (AT_SCHOOL, "At a school or college"),
    ("home", "I learn at home"),
    ("work", "I work or train"),
)
WEEKLY: Choices = (
    ("yes", "Yes"),
    ("mostly", "Most weeks"),
    ("no", "No, or I do not know yet"),
)
