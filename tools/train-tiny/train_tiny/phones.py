"""The 39 phones (ARPAbet as in CMUdict, without stress), and how each engine's names become them."""

PHONES = (
    "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH"
).split()

# espeak-ng's mnemonics for its voice en-us. A name with two sounds has two phones; [] is a pause or a mark.
ESPEAK = {
    # vowels
    "A:": ["AA"], "0": ["AA"], "A": ["AA"], "A@": ["AA", "R"], "A~": ["AA"],
    "a": ["AE"], "aa": ["AE"], "a2": ["AE"], "&": ["AE"],
    "V": ["AH"], "V2": ["AH"], "@": ["AH"], "@2": ["AH"], "@5": ["AH"], "@-": ["AH"], "a#": ["AH"], "E#": ["AH"],
    "O:": ["AO"], "O": ["AO"], "O2": ["AO"], "O~": ["AO"], "O@": ["AO", "R"], "o@": ["AO", "R"],
    "aU": ["AW"], "aU@": ["AW", "ER"], "aI": ["AY"], "aI@": ["AY", "AH"], "aI3": ["AY", "ER"],
    "E": ["EH"], "E2": ["EH"], "e": ["EH"], "e@": ["EH", "R"],
    "3": ["ER"], "3:": ["ER"], "eI": ["EY"], "e:": ["EY"],
    "I": ["IH"], "I2": ["IH"], "I#": ["IH"], "i@3": ["IH", "R"],
    "i": ["IY"], "i:": ["IY"], "i@": ["IY", "AH"],
    "oU": ["OW"], "o": ["OW"], "o:": ["OW"], "OI": ["OY"],
    "U": ["UH"], "U@": ["UH", "R"], "u:": ["UW"], "u": ["UW"],
    # consonants
    "b": ["B"], "tS": ["CH"], "d": ["D"], "D": ["DH"], "f": ["F"], "g": ["G"], "h": ["HH"], "dZ": ["JH"],
    "k": ["K"], "x": ["K"], "l": ["L"], "l#": ["L"], "L": ["L"], "@L": ["AH", "L"],
    "m": ["M"], "m-": ["AH", "M"], "n": ["N"], "n-": ["AH", "N"], "N": ["NG"],
    "p": ["P"], "r": ["R"], "r-": ["R"], "s": ["S"], "S": ["SH"],
    "t": ["T"], "t#": ["T"], "t2": ["T"], "?": ["T"], "T": ["TH"], "v": ["V"], "w": ["W"], "w#": ["W"], "j": ["Y"],
    "z": ["Z"], "z#": ["Z"], "Z": ["ZH"],
    # no sound of their own
    "_": [], "_:": [], "_!": [], "_|": [], "__": [], ";": [], "|": [], "||": [], ":": [], "": [],
}  # fmt: skip

# flite's and festival's English voices: CMUdict's phones in lower case, and a few reduced ones.
CMU = {phone.lower(): [phone] for phone in PHONES} | {
    "ax": ["AH"], "axr": ["ER"], "ix": ["IH"], "dx": ["T"], "nx": ["N"], "hv": ["HH"],
    "el": ["AH", "L"], "em": ["AH", "M"], "en": ["AH", "N"],
    "pau": [], "h#": [], "brth": [], "sil": [], "ssil": [],
}  # fmt: skip

STRESS = "',%="


def phones_of(name, table):
    """The phones that an engine's `name` stands for; stress marks before it don't count."""
    bare = name.lstrip(STRESS) if table is ESPEAK else name
    if bare not in table:
        raise KeyError(f"no phone is known for {name!r}: add it to phones.py")
    return table[bare]


def keep(phones):
    """Which of `phones` count: an R right after ER or R is the same sound going on (en-us 'hurry' is
    [3: r i], CMUdict's is ER IY), so it doesn't."""
    return [not (phone == "R" and index and phones[index - 1] in ("ER", "R")) for index, phone in enumerate(phones)]


def from_espeak(text):
    """Phones of what `espeak-ng -x --sep=" "` prints."""
    phones = [phone for name in text.replace("\n", " ").split() for phone in phones_of(name, ESPEAK)]
    return [phone for phone, kept in zip(phones, keep(phones)) if kept]
