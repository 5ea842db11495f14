"""What the people and firms of a history are called. Plain lists: who has which name is decided in people.py.

Common names of many countries, none of them anybody's in particular; street, town and firm names are
invented. No last name and no firm's name ends in a magic word (see world/magic.py), which a test checks.
"""

from __future__ import annotations

_FIRST_NAMES = """
Aaliyah Aaron Abdullah Abigail Adaeze Adam Adriana Agnes Ahmed Aiko Aisha Akira Alejandro Alexander Alexandra
Alice Alina Amara Amelia Amina Amir Amit Ana Anastasia Andre Andrea Andrew Angela Anh Anika Anita Anna Anthony
Antonio Anya Arjun Arthur Astrid Ayaan Aylin Barbara Beatriz Benjamin Bianca Bilal Boris Brandon Brian Bruno
Camila Carlos Carmen Caroline Catherine Cecilia Chandra Charles Charlotte Chidi Chinonso Chloe Christina
Christopher Claire Clara Daniel Daniela David Deborah Deepak Diana Diego Dmitri Dominik Dorothy Edward Eileen
Elena Eli Elias Elif Elijah Eliza Elizabeth Ella Emeka Emily Emma Emmanuel Eric Esther Ethan Eva Evelyn Farah
Fatima Felix Fernanda Francesca Francisco Freya Gabriel Gabriela George Giovanni Grace Gustavo Hana Hannah Haruto
Hassan Helena Henry Hiroshi Hugo Ibrahim Ida Imani Ingrid Irene Isaac Isabella Ivan Jack Jacob James Jamila Jan
Jasmine Javier Jean Jennifer Ji-woo Joanna John Jonas Jorge Joseph Joshua Juan Julia Julian Kamal Karen Karim
Karl Katarina Kavya Keiko Kenji Kevin Khadija Kofi Kwame Lara Laura Layla Leila Leo Leonardo Liam Lillian Linh
Lucas Lucia Lukas Luna Magdalena Malik Manuel Marcus Margaret Maria Mariam Marie Mark Marta Martin Mary Mateo
Matthew Maya Mei Mercy Michael Miguel Mila Min-jun Mohammed Monica Nadia Naomi Natalia Nathan Nia Nicholas Nicole
Nikhil Nina Noah Noor Olga Oliver Olivia Omar Oscar Pablo Patricia Paul Pedro Peter Petra Priya Rachel Rafael
Rahul Ravi Rebecca Ren Ricardo Richard Robert Roberto Rosa Ruth Ryan Sakura Salma Samira Samuel Sandra Sanjay
Santiago Sara Sebastian Simon Sofia Soren Stefan Stella Stephen Sunita Susan Tariq Teresa Thandiwe Theo Thomas
Tomas Uma Valentina Vanessa Victor Vikram Vincent Wei William Xin Yara Yasmin Yuki Yusuf Zainab Zara Zoe
"""
FIRST_NAMES = tuple(_FIRST_NAMES.split())

_LAST_NAMES = """
Abbott Abdi Abe Adams Adeyemi Agarwal Aguilar Ahmadi Ahmed Akhtar Ali Allen Almeida Alvarez Amin Andersen Anderson
Ansah Aoki Araujo Arslan Asante Aydin Bailey Baker Balogun Banerjee Barbosa Barnes Bauer Becker Bell Bennett
Berg Bergstrom Bernard Bianchi Bose Boateng Brooks Brown Bui Campbell Cardoso Carter Castillo Castro Chakraborty
Chan Chang Chatterjee Chavez Chen Cheng Chowdhury Chukwu Clark Cohen Cole Collins Contreras Cook Cooper Correia
Costa Cox Cruz Dahl Das Davies Davis Demir Desai Diallo Diaz Dinh Diop Do Dogan Dubois Duarte Dupont Dvorak
Edwards Ekwueme Eriksson Estrada Evans Farah Farooq Fernandes Fernandez Ferrari Ferreira Fischer Flores Fofana
Foster Fournier Fujita Garcia Ghosh Girard Gomes Gomez Goncalves Gonzalez Gray Green Griffin Grimaldi Gupta
Gutierrez Guzman Haddad Hall Hansen Harris Hashimoto Hassan Hayes Herrera Hernandez Hill Ho Hoang Hoffmann Horvat
Howard Huang Hughes Hussain Huynh Ibrahim Inoue Ito Ivanov Jackson Jain James Jansen Jenkins Jensen Jimenez
Johansson Johnson Jones Joshi Juarez Kamara Kang Kapoor Kato Kaur Kaya Kelly Khalil Khan Kim King Klein Kimura
Kobayashi Koch Kovac Kowalski Kumar Kuznetsov Kwon Lam Larsen Le Leclerc Lee Lewis Li Lim Lin Lindgren Liu Lombardi
Long Lopes Lopez Mahmoud Malik Mancini Mandal Marino Marques Martin Martinez Masood Matsumoto Mbeki Medina Mehta
Mendez Mendoza Mensah Meyer Mhlongo Miller Mishra Mitchell Mohamed Molina Moore Morales Moreau Moreno Morgan Mori
Morris Mueller Murphy Mutua Myers Nair Nakamura Nasser Navarro Ndiaye Nelson Nguyen Nielsen Nkosi Novak Nowak
Nunes Obi Ochieng Oh Okafor Okeke Oliveira Olsen Ono Ortega Ortiz Osei Otieno Owens Ozturk Pak Palmer Park Parker
Patel Pereira Perera Perez Perry Peters Petersen Peterson Petrov Pham Phan Phillips Pinto Popov Powell Price Qureshi
Rahman Ramirez Ramos Rao Reddy Reed Reyes Ribeiro Richardson Richter Rivera Roberts Robinson Rocha Rodrigues
Rodriguez Rogers Romano Rosen Ross Rossi Roy Ruiz Russell Russo Sahin Saito Salazar Saleh Sanchez Sanders Santos
Sasaki Schmidt Schneider Schulz Scott Sen Shah Sharma Shimizu Silva Simmons Singh Smith Soares Sokolov Solis
Sousa Stewart Suarez Sullivan Suzuki Svensson Takahashi Tan Tanaka Tang Taylor Teixeira Thomas Thompson
Toledo Torres Tran Traore Tremblay Turner Vargas Vasquez Vega Vu Wagner Walker Wang Ward Watanabe Watson Weber
White Williams Wilson Wong Wood Wright Wu Yadav Yamada Yamamoto Yang Yilmaz Young Yusuf Zhang Zhao Zhou Zimmermann
"""
LAST_NAMES = tuple(_LAST_NAMES.split())

_TREES = "Alder Ash Beech Birch Cedar Chestnut Elm Hawthorn Hazel Juniper Linden Maple Oak Poplar Rowan"
STREETS = tuple(f"{tree} {kind}" for tree in _TREES.split() for kind in ("Street", "Avenue", "Lane", "Way"))

_TOWNS = "Ashford Brookfield Clearwater Easton Fairview Georgetown Hillcrest Kingsbury Lakewood Milton Northgate"
TOWNS = tuple(_TOWNS.split())

_FIRM_NAMES = """
Aurora Bluestone Bridgewater Cascade Cobalt Copperfield Cornerstone Crestline Evergreen Foxglove Granite Harbor
Highland Ironwood Keystone Lantern Meadow Meridian Northstar Orchard Pinnacle Quarry Ridgeway Riverside Saltmarsh
Silverlake Summit Sunrise Tamarack Westbrook Wildrose Windmill
"""
FIRM_NAMES = tuple(_FIRM_NAMES.split())

TRADES = (
    "Bakery",
    "Builders",
    "Carpentry",
    "Catering",
    "Cleaning Services",
    "Clinic",
    "Consulting",
    "Dental Practice",
    "Design Studio",
    "Electrical",
    "Engineering",
    "Foods",
    "Freight",
    "Gardens",
    "Hardware",
    "Home Care",
    "Kitchens",
    "Laboratories",
    "Logistics",
    "Motors",
    "Optics",
    "Packaging",
    "Plumbing",
    "Press",
    "Robotics",
    "Roofing",
    "Software",
    "Textiles",
    "Tool Works",
    "Veterinary",
)

LEGAL_FORMS = ("Inc", "LLC", "Co", "Partners LLP")
