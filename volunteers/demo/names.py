"""Invented people. Names are mixed as the population of the force is; addresses end where no mail can arrive."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

# Residents by group at the Census of 2021, in per cent, joined into five lists of names.
SHARES = (84, 6, 5, 3, 2)
FIRST_NAMES = (
    (
        "Abigail Adam Alice Amy Andrew Anna Beth Ben Callum Charlotte Chloe Christopher Claire Daniel David Dylan "
        "Eleanor Ella Emily Emma Ethan Eve Finlay Freya Gareth George Georgia Grace Hannah Harriet Harry Holly "
        "Isaac Isabel Jack Jacob James Jasmine Jess Joe Joshua Kate Keira Laura Lewis Lily Louise Lucy Luke Mark "
        "Martha Matthew Megan Mia Molly Natalie Nathan Oliver Olivia Owen Patrick Paul Phoebe Rachel Rebecca Rhys "
        "Rosie Ruth Ryan Sam Sarah Scott Sian Simon Sophie Stephen Thomas Tim Toby Victoria William Zoe"
    ),
    "Agnieszka Andrei Ana Bogdan Camille Carlos Elena Giulia Ines Ioana Jakub Katarzyna Luca Magda Marek Marta Mihai "
    "Nikos Ola Pawel Piotr Sofia Tomasz Zuzanna",
    "Aisha Ali Amina Anjali Arjun Bilal Daljit Farah Fatima Gurpreet Hamza Harpreet Imran Kiran Li Mei Mina Nadia Neha "
    "Omar Priya Rahul Rajan Sana Simran Sunita Tariq Wei Yasmin Zainab",
    "Abena Ade Amara Chidi Damilola Desmond Efua Esther Grace Hodan Ifeoma Jerome Kofi Kwame Leroy Liban Marcia Naomi "
    "Ngozi Sade Samuel Tendai Yaw Zawadi",
    "Adrian Alana Amir Ayla Bea Darius Elias Jade Jordan Karim Kaya Laila Leon Maya Mila Naomi Noah Rania Rohan Selin "
    "Tariq Yara Zain Zara",
)
LAST_NAMES = (
    (
        "Addicott Amesbury Ashcott Badman Barrow Binning Blackmore Bowditch Brean Burge Cantle Carver Chedzoy "
        "Chilcott Coombes Cottle Creed Crocker Dando Derrick Dowling Durston Elworthy Fenwick Fry Gale Garland "
        "Gooding Gough Hallett Hancock Haskins Hembrow Hodges Hooper Huxtable Isgar Jeanes Keirle Kingston "
        "Langdon Latcham Loxton Lovell Maidment Meaker Millard Moxham Nurse Oatley Padfield Parfitt Peddle "
        "Perrett Pitman Pople Quick Rawle Ridout Salter Sealey Sharland Skelding Speed Stembridge Summerhayes "
        "Sweet Tarr Tincknell Tratt Tucker Uphill Vowles Wainwright Weeks Westcott Whitcombe Winslade Withey "
        "Yandle Yeates"
    ),
    "Andreou Bianchi Costa Dumitru Ferreira Horvat Ionescu Kaminski Kowal Lindgren Moreau Novak Nowicki Petrov Popa "
    "Rossini Sokol Wojcik Zielinski",
    "Ahmed Akhtar Bains Chandra Cheung Chowdhury Dhaliwal Gill Hussain Iqbal Kapadia Kaur Lau Malik Mehta Mistry Nair "
    "Rahman Rana Sandhu Shah Siddiqui Thapa Uddin Wong",
    "Abdi Acheampong Addo Baptiste Boateng Campbell-Rowe Danso Ekwueme Farah Gayle Hinds Jallow Kamara Mensah Mohamud "
    "Nwosu Obi Odukoya Osei Owusu Quarshie Sesay Tembo Warsame",
    "Aydin Bennett-Khan Demetriou Farouk Haddad Hosseini Jacobs-Lee Karimi Mansour Okafor-Lane Pereira-Webb Rashidi "
    "Saleh Santos Tahir Yilmaz",
)
FIRST = tuple(tuple(names.split()) for names in FIRST_NAMES)
LAST = tuple(tuple(names.split()) for names in LAST_NAMES)


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist."""

    first_name: str
    last_name: str
    birth_date: date
    email: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


def a_person(chance: Random, number: int, *, on: date, youngest: int = 18, oldest: int = 62) -> Person:
    """An invented person of an age on a date; ``number`` makes the address theirs alone."""
    group = chance.choices(range(len(SHARES)), SHARES)[0]
    first_name, last_name = chance.choice(FIRST[group]), chance.choice(LAST[group])
    local_part = f"{first_name}.{last_name}.{number}".lower()
    return Person(first_name, last_name, a_birth_date(chance, on, youngest, oldest), f"{local_part}@example.com")


def a_birth_date(chance: Random, on: date, youngest: int, oldest: int) -> date:
    """Most are nearer the youngest than the oldest: half of those who join as Specials are under thirty."""
    age = youngest + (oldest - youngest) * chance.betavariate(1.3, 3)
    return on - timedelta(days=int((age + 0.02) * 365.25) + 1)
