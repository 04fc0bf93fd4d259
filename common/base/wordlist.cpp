#include "common/base/wordlist.h"

#include "common/base/literals.h"

namespace chat {

const std::array<QLatin1StringView, 256> &wordList()
{
    // clang-format off: eight a line.
    static constexpr std::array<QLatin1StringView, 256> words {
        "acid"_L1,     "acorn"_L1,  "actor"_L1,   "album"_L1,   "alley"_L1,   "amber"_L1,
        "anchor"_L1,   "angle"_L1,  "apple"_L1,   "apron"_L1,   "arch"_L1,    "arena"_L1,
        "arm"_L1,      "arrow"_L1,  "artist"_L1,  "ash"_L1,     "atlas"_L1,   "attic"_L1,
        "aunt"_L1,     "autumn"_L1, "award"_L1,   "axe"_L1,     "bacon"_L1,   "badge"_L1,
        "bagel"_L1,    "bake"_L1,   "bamboo"_L1,  "banjo"_L1,   "bark"_L1,    "barn"_L1,
        "basil"_L1,    "basket"_L1, "bath"_L1,    "beach"_L1,   "beard"_L1,   "beaver"_L1,
        "bell"_L1,     "bench"_L1,  "berry"_L1,   "bike"_L1,    "birch"_L1,   "bishop"_L1,
        "blanket"_L1,  "boat"_L1,   "bonus"_L1,   "book"_L1,    "boot"_L1,    "bottle"_L1,
        "bowl"_L1,     "brick"_L1,  "bridge"_L1,  "broom"_L1,   "bubble"_L1,  "bucket"_L1,
        "bull"_L1,     "bus"_L1,    "butter"_L1,  "button"_L1,  "cabin"_L1,   "cactus"_L1,
        "cake"_L1,     "camel"_L1,  "candle"_L1,  "canoe"_L1,   "carrot"_L1,  "castle"_L1,
        "cedar"_L1,    "cello"_L1,  "chain"_L1,   "chalk"_L1,   "cheese"_L1,  "cherry"_L1,
        "chess"_L1,    "circus"_L1, "clay"_L1,    "cliff"_L1,   "clock"_L1,   "cloud"_L1,
        "clover"_L1,   "coach"_L1,  "cobra"_L1,   "coconut"_L1, "coffee"_L1,  "comet"_L1,
        "copper"_L1,   "coral"_L1,  "cotton"_L1,  "cow"_L1,     "crab"_L1,    "cradle"_L1,
        "cricket"_L1,  "crown"_L1,  "crystal"_L1, "cube"_L1,    "curtain"_L1, "daisy"_L1,
        "dawn"_L1,     "deer"_L1,   "desert"_L1,  "diary"_L1,   "dinner"_L1,  "dolphin"_L1,
        "donkey"_L1,   "door"_L1,   "dove"_L1,    "dragon"_L1,  "drum"_L1,    "duck"_L1,
        "dune"_L1,     "eagle"_L1,  "easel"_L1,   "echo"_L1,    "elbow"_L1,   "elm"_L1,
        "empire"_L1,   "engine"_L1, "falcon"_L1,  "fabric"_L1,  "feather"_L1, "fern"_L1,
        "ferry"_L1,    "fiddle"_L1, "field"_L1,   "flag"_L1,    "flame"_L1,   "flute"_L1,
        "fog"_L1,      "forest"_L1, "fox"_L1,     "frog"_L1,    "fruit"_L1,   "galaxy"_L1,
        "garden"_L1,   "garlic"_L1, "ghost"_L1,   "ginger"_L1,  "giraffe"_L1, "glacier"_L1,
        "glove"_L1,    "goat"_L1,   "gold"_L1,    "grape"_L1,   "guitar"_L1,  "hammer"_L1,
        "harbor"_L1,   "harp"_L1,   "hat"_L1,     "hawk"_L1,    "hazel"_L1,   "helmet"_L1,
        "hero"_L1,     "hill"_L1,   "honey"_L1,   "horn"_L1,    "hotel"_L1,   "igloo"_L1,
        "iron"_L1,     "island"_L1, "ivory"_L1,   "jacket"_L1,  "jaguar"_L1,  "jelly"_L1,
        "jewel"_L1,    "juice"_L1,  "jungle"_L1,  "kayak"_L1,   "kettle"_L1,  "kitten"_L1,
        "kiwi"_L1,     "koala"_L1,  "ladder"_L1,  "lagoon"_L1,  "lamp"_L1,    "lemon"_L1,
        "leopard"_L1,  "lily"_L1,   "lion"_L1,    "lizard"_L1,  "lobster"_L1, "lotus"_L1,
        "lunch"_L1,    "magnet"_L1, "mango"_L1,   "maple"_L1,   "marble"_L1,  "market"_L1,
        "meadow"_L1,   "melon"_L1,  "mirror"_L1,  "monkey"_L1,  "moon"_L1,    "mosaic"_L1,
        "mountain"_L1, "mouse"_L1,  "museum"_L1,  "napkin"_L1,  "nest"_L1,    "noodle"_L1,
        "north"_L1,    "nurse"_L1,  "oak"_L1,     "oasis"_L1,   "ocean"_L1,   "olive"_L1,
        "onion"_L1,    "opera"_L1,  "orange"_L1,  "orchid"_L1,  "otter"_L1,   "owl"_L1,
        "oyster"_L1,   "paddle"_L1, "palace"_L1,  "panda"_L1,   "paper"_L1,   "parrot"_L1,
        "peach"_L1,    "peanut"_L1, "pearl"_L1,   "pebble"_L1,  "pencil"_L1,  "penguin"_L1,
        "pepper"_L1,   "piano"_L1,  "pigeon"_L1,  "pilot"_L1,   "pirate"_L1,  "planet"_L1,
        "plum"_L1,     "pocket"_L1, "pony"_L1,    "poppy"_L1,   "potato"_L1,  "pumpkin"_L1,
        "puzzle"_L1,   "rabbit"_L1, "radio"_L1,   "raven"_L1,   "ribbon"_L1,  "river"_L1,
        "robin"_L1,    "rocket"_L1, "saddle"_L1,  "salmon"_L1,  "scarf"_L1,   "shark"_L1,
        "silver"_L1,   "spider"_L1, "spoon"_L1,   "stone"_L1,   "sugar"_L1,   "sunset"_L1,
        "tiger"_L1,    "tulip"_L1,  "turtle"_L1,  "violin"_L1,
    };
    // clang-format on
    return words;
}

} // namespace chat
