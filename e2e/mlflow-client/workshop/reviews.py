"""A few sentences about journeys by train, to learn from."""

GOOD = [
    "Clean carriage, friendly conductor, and we arrived early.",
    "A comfortable seat and a quiet, clean carriage.",
    "The staff were friendly and the train was on time.",
    "We arrived early and the change was easy.",
    "Easy booking, friendly staff, comfortable journey.",
    "Lovely view, quiet carriage, comfortable seat.",
    "The train was clean and quiet, a lovely journey.",
    "On time again, with a friendly conductor.",
    "Warm, clean and comfortable the whole way.",
    "An easy journey: early, quiet and friendly.",
    "Lovely staff, and the carriage was warm and clean.",
    "Comfortable, easy and on time, I will travel again.",
]

BAD = [
    "The train was late and the carriage was dirty.",
    "Rude conductor, broken door, dirty seat.",
    "They cancelled the train and nobody told us why.",
    "Late again, crowded and far too cold.",
    "A broken heating, so the carriage was cold.",
    "Dirty, crowded, and the staff were rude.",
    "Two hours late because of a broken signal.",
    "Cancelled without a word, and the staff were rude.",
    "Cold coffee, dirty tables, rude answers.",
    "The seat was broken and the carriage crowded.",
    "We missed the change because the train was late.",
    "Crowded, cold and late, then cancelled.",
]

NEW = [
    "A clean carriage and a friendly conductor.",
    "Late again, and the seat was broken.",
    "The journey was comfortable and we arrived early.",
    "Cancelled without a word, it was cold and crowded.",
    "The timetable hangs beside the door.",
]
