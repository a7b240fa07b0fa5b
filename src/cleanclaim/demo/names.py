"""What are invented people called, and where do they live? Plainly invented names, streets and towns."""


def _each(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


FEMALE = _each(
    """
    Ada Alma Beatrix Blythe Clementine Cordelia Daphne Delphine Edith Elowen Fern Flora Greta Harriet
    Hazel Imogen Iris Ivy Josefina Juniper Keziah Lavinia Linnea Lucinda Mabel Marisol Matilda Nadia
    Noor Odette Opal Paloma Petra Philippa Quilla Rosalind Rosario Saoirse Sunniva Tabitha Thea Ursula
    Verity Wilhelmina Winifred Xiomara Yara Yuki Zelda Zora
    """
)
MALE = _each(
    """
    Ada Alma Beatrix Blythe Clementine Cordelia Daphne Delphine Edith Elowen Fern Flora Greta Harriet
    Hazel Imogen Iris Ivy Josefina Juniper Keziah Lavinia Linnea Lucinda Mabel Marisol Matilda Nadia
    Noor Odette Opal Paloma Petra Philippa Quilla Rosalind Rosario Saoirse Sunniva Tabitha Thea Ursula
    Verity Wilhelmina Winifred Xiomara Yara Yuki Zelda Zora
    """
)
LAST = _each(
    """
    Appleyard Ashgrove Barleycorn Birdsong Blackwater Bramblewood Brightwater Candlewick Cloudsley
    Coppersmith Cottonwood Crabapple Dapplegrey Dovecote Driftwood Elderflower Fairweather Fernsby
    Fiddleneck Foxglove Gooseberry Greenbriar Harebell Hawksmoor Hazelnutt Hollyhock Honeycutt Inkwell
    Ironmonger Juniperus Kettleby Lanternby Larkspur Lockhearth Lovelace Marigold Meadowsweet Millwheel
    Mistlethwaite Moonraker Mossgrove Nettleship Nightingale Oakenfold Oatfield Orchardson Peppercorn
    Periwinkle Pinecone Plumtree Quillfeather Rainsford Ravenscar Redfern Rosewater Saltmarsh Seagrass
    Silverthorn Snowberry Sparrowhawk Starling Stonebridge Summerhay Tanglewood Teasdale Thistlewood
    Tumbleweed Underhill Velvetleaf Wainscott Waterlily Weatherby Whistledown Wildgoose Willowby
    Winterbourne Woodsmoke Yarrowby Yewtree Zinnia
    """
)
STREETS = (
    "Acorn Ln",
    "Bluebird Rd",
    "Cedar Hollow Dr",
    "Depot St",
    "Evergreen Ter",
    "Foundry Row",
    "Gristmill Rd",
    "Harvest Way",
    "Kiln Ct",
    "Lakeside Ave",
    "Mulberry St",
    "Old Ferry Rd",
    "Pond View Dr",
    "Quarry Rd",
    "School St",
    "Tannery Ln",
    "Windmill Hill Rd",
)
TOWNS = (("Maple Falls", "43901"), ("Ridgeline", "43902"), ("Otter Bend", "43903"), ("Fallowfield", "43904"))
STATE = "OH"
