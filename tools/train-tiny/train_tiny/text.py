"""What the voices say: Debian's bible-kjv-text and fortunes cut to phrases, numbers, and words at random."""

import glob
import re
import subprocess

PLAIN = re.compile(r"^[A-Za-z' ,;:.?!-]+$")
ONES = "zero one two three four five six seven eight nine ten eleven twelve".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def verses():
    printed = subprocess.run(["bible", "-f", "gen1:1-rev22:21"], capture_output=True, text=True, check=True).stdout
    return [line.split(" ", 1)[1] for line in printed.splitlines() if " " in line]


def fortunes():
    found = []
    for path in sorted(glob.glob("/usr/share/games/fortunes/*.u8")):
        with open(path, encoding="utf-8") as file:
            for entry in file.read().split("\n%\n"):
                found.append(" ".join(entry.split("\n\t\t--")[0].split()))
    return found


def words():
    with open("/usr/share/dict/american-english", encoding="utf-8") as file:
        return [word for word in file.read().split("\n") if word.isascii() and word.isalpha() and word.islower()]


def phrases(sentence, shortest=3, longest=14):
    """Pieces of `sentence` that one breath says: cut at its marks, then to `longest` words."""
    for piece in re.split(r"[,;:.?!()\"]|--| - ", sentence):
        spoken = piece.split()
        for start in range(0, len(spoken), longest):
            part = " ".join(spoken[start : start + longest])
            if len(part.split()) >= shortest and PLAIN.match(part) and not re.search(r"[A-Z]{2}", part):
                yield part


class Text:
    """Draws phrases with a NumPy generator."""

    def __init__(self):
        self.bible = [phrase for verse in verses() for phrase in phrases(verse)]
        self.modern = [phrase for fortune in fortunes() for phrase in phrases(fortune)]
        self.words = words()

    def draw(self, random):
        kind = random.random()
        if kind < 0.25:
            return self.bible[random.integers(len(self.bible))]
        if kind < 0.7:
            return self.modern[random.integers(len(self.modern))]
        if kind < 0.92:
            return " ".join(self.words[i] for i in random.integers(len(self.words), size=random.integers(1, 8)))
        return " ".join(str(random.choice(ONES + TENS)) for _ in range(random.integers(1, 7)))
