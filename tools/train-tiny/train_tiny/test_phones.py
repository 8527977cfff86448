"""The tables agree with the engines as installed: python3 -m unittest train_tiny.test_phones"""

import re
import subprocess
import unittest

from . import festival, flite
from .espeak import Espeak
from .phones import CMU, ESPEAK, PHONES, from_espeak, keep, phones_of


def espeak(text):
    command = ["espeak-ng", "-v", "en-us", "-x", "--sep= ", "-q", text]
    return from_espeak(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


class Phones(unittest.TestCase):
    def test_there_are_39_and_every_one_can_be_reached_from_both_tables(self):
        self.assertEqual(len(set(PHONES)), 39)
        for table in (ESPEAK, CMU):
            self.assertEqual({phone for phones in table.values() for phone in phones}, set(PHONES))

    def test_words_come_out_as_in_cmudict(self):
        # CMUdict 0.7b, stress left out
        for word, expected in {
            "queen": "K W IY N", "hearts": "HH AA R T S", "spades": "S P EY D Z", "judge": "JH AH JH",
            "vision": "V IH ZH AH N", "furry": "F ER IY", "button": "B AH T AH N", "near": "N IH R",
            "idea": "AY D IY AH", "shouting": "SH AW T IH NG", "boys": "B OY Z", "thumb": "TH AH M",
            "little": "L IH T AH L", "fire": "F AY ER", "book": "B UH K", "yellow": "Y EH L OW",
        }.items():  # fmt: skip
            self.assertEqual(" ".join(espeak(word)), expected, word)

    def test_an_r_after_er_or_r_is_not_counted(self):
        self.assertEqual(keep(["ER", "R", "IY", "R"]), [True, False, True, True])

    def test_an_unknown_name_is_told(self):
        with self.assertRaisesRegex(KeyError, "phones.py"):
            phones_of("9x", ESPEAK)

    def test_the_installed_espeak_speaks_only_names_of_the_table(self):
        with open("/usr/share/dict/american-english", encoding="utf-8") as file:
            words = [word for word in file.read().split("\n") if re.fullmatch("[a-z]+", word)][::40]
        self.assertGreater(len(espeak(" ".join(words))), 5 * len(words))

    def test_the_engines_give_times_that_rise_and_lie_within_the_sound(self):
        text = "the judge was shouting at a little boy"
        spoken = [Espeak().speak(text), flite.speak(text, "slt"), *festival.speak_all([(text, "ked_diphone", 1, 110)])]
        for utterance in spoken:
            self.assertIn("JH", utterance.phones)
            starts, ends = utterance.times[:, 0], utterance.times[:, 1]
            self.assertTrue((ends > starts).all() and (starts[1:] >= ends[:-1] - 1e-4).all())
            self.assertLess(ends[-1], len(utterance.audio) / 16000 + 0.05)


if __name__ == "__main__":
    unittest.main()
